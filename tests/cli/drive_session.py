"""A script that drives `imis segment --session` as a viewer would: command, answer, command; then compares what it was told with the
files that were saved and with a call of its own. Usage: drive_session.py IMIS MODEL IMAGE FOLDER."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np


class Session:
    def __init__(self, program: str, model: str) -> None:
        self.process = subprocess.Popen(
            [program, "segment", "-m", model, "--session"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, command: str, **fields):
        self.process.stdin.write(json.dumps({"command": command, **fields}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def decode_counts(text: str) -> list[int]:
    """COCO's compressed run lengths."""
    counts: list[int] = []
    at = 0
    while at < len(text):
        value, shift, more = 0, 0, True
        while more:
            bits = ord(text[at]) - 48
            value |= (bits & 0x1F) << shift
            more = bool(bits & 0x20)
            at += 1
            shift += 5
            if not more and bits & 0x10:
                value |= -1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
    return counts


def mask_of(rle) -> np.ndarray:
    pixels = np.concatenate([np.full(count, i % 2, np.uint8) for i, count in enumerate(decode_counts(rle["counts"]))])
    height, width = rle["size"]
    return pixels.reshape(width, height).T


def read_mask(path: Path) -> np.ndarray:
    return (cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) > 0).astype(np.uint8)


def main() -> None:
    program, model, image, folder = sys.argv[1:]
    output = Path(folder)
    output.mkdir(parents=True, exist_ok=True)
    for old in output.glob("*.png"):
        old.unlink()
    ask = Session(program, model)
    assert ask("open", image=image)["ok"]
    boxed = ask("box", box=[62, 61, 196, 117], object="liver", rle=True)
    clicked = ask("point", point=[190, 105, 0], object="liver", rle=True)
    assert clicked["rounds"] == 2 and clicked["area_px"] == int(mask_of(clicked["rle"]).sum())
    refused = ask("point", point=[1000, 5])
    assert not refused["ok"] and "lies outside" in refused["error"]
    undone = ask("undo", object="liver")
    assert undone["area_px"] == boxed["area_px"] and undone["rounds"] == 1
    assert ask("save", output=str(output / "session.png"))["ok"]
    assert not ask("save", output=str(output / "session.png"))["ok"], "a file that is there must not be replaced"
    assert ask("quit")["ok"]
    assert ask.process.wait() == 0

    call = [program, "-q", "segment", "-m", model, "-i", image, "--box", "62,61,196,117", "-o", str(output / "call.png")]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    saved = read_mask(output / "session.png")
    assert np.array_equal(saved, mask_of(boxed["rle"])), "the answer and the saved mask differ"
    assert np.array_equal(saved, read_mask(output / "call.png")), "the session and a single call differ"
    print("the session's answers, files and a single call agree")


if __name__ == "__main__":
    main()
