"""`imis draw --format svg|pdf`: the files are read by other programs, and look like the PNG when these draw them."""

import os
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import cv2
import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IMIS_PROGRAM", str(REPOSITORY / "build" / "imis"))
SVG = "{http://www.w3.org/2000/svg}"
PAGES = ("session", "overlays", "overlays/phantom_ct")
FORMATS = ("png", "svg", "pdf")
ROUNDS = 3


def run(*arguments):
    subprocess.run([str(argument) for argument in arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)


def needs(program, package):
    return unittest.skipUnless(shutil.which(program), f"{program} is not installed (Debian's package {package})")


@unittest.skipUnless(Path(PROGRAM).exists(), f"{PROGRAM} is not built")
class VectorPagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.results = Path(folder.name) / "run"
        run(PROGRAM, "-q", "evaluate", "-m", REPOSITORY / "models/imis-tiny", "-d",
            REPOSITORY / "data/phantoms/phantom_ct", "-o", cls.results, "--rounds", ROUNDS, "--limit", 1, "--save-masks")
        for theme in ("dark", "light"):
            for kind in FORMATS:
                cls.draw(theme, "--theme", theme, "--format", kind)

    @classmethod
    def draw(cls, folder, *options):
        run(PROGRAM, "draw", cls.results, "-o", cls.results.parent / folder, *options)

    def page(self, name, kind, folder="light"):
        return self.results.parent / folder / f"{name}.{kind}"

    def svg(self, name, folder="light"):
        return ElementTree.parse(self.page(name, "svg", folder)).getroot()

    def assert_looks_like_png(self, drawn, name, folder):
        """Blurred, so that edges half a pixel off or other letters count little, no part of the pages differs."""
        expected = cv2.imread(str(self.page(name, "png", folder)))
        found = cv2.imread(str(drawn))
        for one, other in zip(expected.shape[:2], found.shape[:2]):
            self.assertLessEqual(abs(one - other), 1, f"{name}: {expected.shape} and {found.shape}")
        height, width = (min(pair) for pair in zip(expected.shape[:2], found.shape[:2]))
        blurred = [cv2.blur(page[:height, :width].astype(np.float32), (31, 31)) for page in (expected, found)]
        difference = np.abs(blurred[0] - blurred[1])
        self.assertLess(difference.mean(), 3, name)
        self.assertLess(difference.max(), 48, name)

    def test_an_svg_has_an_image_a_panel_and_vectors_over_it(self):
        for folder in ("dark", "light"):
            for name, panels in (("session", ROUNDS + 2), ("overlays", ROUNDS), ("overlays/phantom_ct", ROUNDS)):
                root = self.svg(name, folder)
                self.assertEqual(root.tag, SVG + "svg")
                images = list(root.iter(SVG + "image"))
                self.assertEqual(len(images), panels, name)
                for image in images:
                    address = image.attrib["{http://www.w3.org/1999/xlink}href"]
                    self.assertTrue(address.startswith("data:image/png;base64,"))
                for tag in ("path", "circle", "text"):
                    self.assertTrue(list(root.iter(SVG + tag)), (name, tag))

    def test_words_of_an_svg_are_text(self):
        texts = [element.text for element in self.svg("session").iter(SVG + "text")]
        for words in ("image", "true outline", "mask", "missed", "too much", "Dice by round", "errors of round 3"):
            self.assertIn(words, texts)
        self.assertTrue(any(text.startswith("round 1: Dice 0.") for text in texts))

    @needs("pdftotext", "poppler-utils")
    def test_words_of_a_pdf_are_text(self):
        for folder in ("dark", "light"):
            text = subprocess.run(["pdftotext", "-layout", self.page("session", "pdf", folder), "-"], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout
            for words in ("true outline", "click on the object", "Dice by round", "errors of round 3", "round 1: Dice 0."):
                self.assertIn(words, text)

    @needs("pdffonts", "poppler-utils")
    def test_fonts_of_a_pdf_are_embedded(self):
        lines = subprocess.run(["pdffonts", self.page("session", "pdf")], check=True, stdout=subprocess.PIPE,
                               text=True).stdout.splitlines()
        column = lines[0].index("emb")
        self.assertGreaterEqual(len(lines), 4)  # a heading of two lines, regular and bold
        self.assertEqual({line[column:column + 3] for line in lines[2:]}, {"yes"})

    @needs("pdfimages", "poppler-utils")
    def test_a_pdf_has_the_images_at_their_own_resolution(self):
        lines = subprocess.run(["pdfimages", "-list", self.page("overlays/phantom_ct", "pdf")], check=True,
                               stdout=subprocess.PIPE, text=True).stdout.splitlines()[2:]
        mask = next(self.results.glob("masks/*/*/*.png"))  # as large as its image
        height, width = cv2.imread(str(mask)).shape[:2]
        self.assertEqual([line.split()[3:5] for line in lines], [[str(width), str(height)]] * ROUNDS)

    @needs("pdftoppm", "poppler-utils")
    def test_a_pdf_looks_like_the_png(self):
        for folder in ("dark", "light"):
            for name in PAGES:
                drawn = self.results.parent / "drawn"
                run("pdftoppm", "-png", "-r", 96, "-singlefile", self.page(name, "pdf", folder), drawn)
                self.assert_looks_like_png(drawn.with_suffix(".png"), name, folder)

    @needs("rsvg-convert", "librsvg2-bin")
    def test_an_svg_looks_like_the_png(self):
        for folder in ("dark", "light"):
            for name in PAGES:
                drawn = self.results.parent / "drawn.png"
                run("rsvg-convert", self.page(name, "svg", folder), "-o", drawn)
                self.assert_looks_like_png(drawn, name, folder)

    def test_vector_pages_are_as_wide_as_asked(self):
        for kind in ("svg", "pdf"):
            self.draw("wide", "--format", kind, "--width", 180)
        for name in PAGES:
            root = self.svg(name, "wide")
            self.assertEqual(root.attrib["width"], "180mm")
            self.assertIn(b"/MediaBox [ 0 0 510.236", self.page(name, "pdf", "wide").read_bytes())


if __name__ == "__main__":
    unittest.main()
