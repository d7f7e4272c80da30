"""The page of `imis report --html`, looked at in a headless Chromium where one is installed (Debian: chromium)."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from chromium import Chromium, find_chromium

REPOSITORY = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("IMIS_PROGRAM", str(REPOSITORY / "build" / "imis"))
READY = "document.documentElement.dataset.ready"
LAST_DICE = "Dice, last"


def run(*arguments):
    subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@unittest.skipUnless(find_chromium(), "no Chromium is installed (Debian's package chromium)")
@unittest.skipUnless(Path(PROGRAM).exists(), f"{PROGRAM} is not built")
class HtmlReportTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        results = Path(cls.folder.name) / "run"
        cls.page = Path(cls.folder.name) / "report.html"
        data = REPOSITORY / "data" / "phantoms"
        run("evaluate", "-m", REPOSITORY / "models/imis-tiny", REPOSITORY / "models/ellipse", "-d",
            data / "phantom_ct", data / "phantom_fundus", data / "phantom_pet", "-o", results, "--prompt", "box",
            "--rounds", "2", "--limit", "2", "--save-masks", "-q")
        run("report", results, "--html", cls.page)
        cls.browser = cls.enterClassContext(Chromium(find_chromium())) if hasattr(cls, "enterClassContext") else None
        if cls.browser is None:  # before Python 3.11
            cls.browser = Chromium(find_chromium())
            cls.addClassCleanup(cls.browser.__exit__)

    def setUp(self):
        self.browser.problems.clear()
        self.browser.requests.clear()
        self.show(1440)

    def tearDown(self):
        self.assertEqual(self.browser.problems, [])

    def show(self, width, dark=False):
        self.browser.show(width, dark=dark)
        self.browser.open(self.page, READY)

    def value(self, expression):
        return self.browser.evaluate(expression)

    def column(self, name):
        """The texts of a column of the table of cases, as far as the page of the table goes."""
        return self.value(f"""(() => {{
            const heads = [...document.querySelectorAll("#case-table th")].map((head) => head.innerText.trim());
            const place = heads.indexOf({name!r});
            return [...document.querySelectorAll("#case-table tbody tr")].map((row) => row.cells[place].innerText.trim());
        }})()""")

    def head(self, name):
        return f'[...document.querySelectorAll("#case-table th")].find((head) => head.innerText.trim() === {name!r})'

    def enter(self, selector, text, event="input"):
        self.value(f"""(() => {{ const field = document.querySelector({selector!r}); field.value = {text!r};
            field.dispatchEvent(new Event({event!r})); }})()""")

    def status(self):
        return self.value('document.querySelector("#case-table [role=status]").innerText')

    def test_asks_nothing_of_the_network(self):
        others = [url for url in self.browser.requests if not url.startswith(("file:", "data:", "blob:"))]
        self.assertEqual(others, [])
        self.assertEqual([url for url in self.browser.requests if url.startswith("file:")],
                         [self.page.resolve().as_uri()])
        # And it could not: its own policy forbids it.
        self.assertTrue(self.value('fetch("https://example.org").then(() => false, () => true)'))
        self.assertTrue(any("Content Security Policy" in problem for problem in self.browser.problems))
        self.browser.problems.clear()

    def test_is_below_its_size(self):
        self.assertLess(self.page.stat().st_size, 20_000_000)

    def test_draws_every_figure(self):
        self.assertEqual(self.value('document.querySelectorAll(".js-plotly-plot .cartesianlayer .subplot").length'), 5)
        # Two systems, three modalities.
        boxes = 'document.querySelectorAll("[data-figure=modalities] .trace.boxes path.box").length'
        self.assertEqual(self.value(boxes), 6)
        # Every box has its mean's diamond, drawn beside it by another kind of trace, in its middle.
        aligned = """(() => {
            const middle = (shape) => { const box = shape.getBoundingClientRect(); return (box.left + box.right) / 2; };
            const places = (selector) => [...document.querySelectorAll("[data-figure=modalities] " + selector)].map(middle);
            const means = places(".points path.plotly-customdata");
            return means.length === 6 && places("path.box").every((box) => means.some((mean) => Math.abs(mean - box) < 1.5));
        })()"""
        self.assertTrue(self.value(aligned))
        self.value('document.querySelector("[data-figure=modalities] .group button").click()')
        self.assertEqual(self.value(boxes), 6)
        self.assertEqual(self.value('document.querySelector("[data-figure=modalities] [aria-pressed=true]").innerText'),
                         "First round")
        self.value('document.querySelector("[data-figure=modalities] details").open = true')
        self.browser.wait_until('document.querySelectorAll("[data-figure=modalities] details tbody tr").length === 6')

    def test_sorts_by_its_heads_from_the_keyboard(self):
        scores = [float(text) for text in self.column(LAST_DICE)]
        self.assertGreater(len(set(scores)), 5)
        self.assertEqual(scores, sorted(scores))
        self.assertEqual(self.value(f"{self.head(LAST_DICE)}.ariaSort"), "ascending")
        self.value(f'{self.head(LAST_DICE)}.querySelector("button").focus()')
        self.browser.press("Enter")
        scores = [float(text) for text in self.column(LAST_DICE)]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertEqual(self.value(f"{self.head(LAST_DICE)}.ariaSort"), "descending")
        self.value(f'{self.head("Target")}.querySelector("button").focus()')
        self.browser.press(" ")
        self.assertEqual(self.column("Target"), sorted(self.column("Target")))
        self.assertFalse(self.value(f'{self.head(LAST_DICE)}.hasAttribute("aria-sort")'))

    def test_filters(self):
        total = int(self.status().split()[-2])
        self.assertGreater(total, 25)
        self.enter("#case-table input[type=search]", "Fundus optic")
        targets = self.column("Target")
        self.assertTrue(targets)
        self.assertTrue(all("optic" in target for target in targets))
        self.assertEqual(set(self.column("Modality")), {"Fundus"})
        self.assertIn(f"of {len(targets)} case", self.status())
        self.enter("#case-table input[type=search]", "")
        self.enter("#case-table select", "ellipse", "change")
        self.assertEqual(set(self.column("System")), {"ellipse"})
        self.enter('#case-table input[aria-label="Last Dice to"]', "0.5")
        self.assertTrue(all(float(text) <= 0.5 for text in self.column(LAST_DICE)))
        self.enter("#case-table input[type=search]", "there is no such case")
        self.assertEqual(self.status(), "0 cases")
        self.enter("#case-table input[type=search]", "")
        self.enter('#case-table input[aria-label="Last Dice to"]', "")
        self.enter("#case-table select", "", "change")
        self.assertIn(f"of {total} cases", self.status())

    def test_turns_pages(self):
        first = self.column("Image") + self.column("Target")
        self.value('document.querySelectorAll("#case-table .pager button")[1].click()')
        self.assertTrue(self.status().startswith("26 to "))
        self.assertNotEqual(self.column("Image") + self.column("Target"), first)

    def test_shows_pictures_of_each_kind(self):
        for kind in ("Worst", "Best", "Most improved"):
            self.value(f"""[...document.querySelectorAll("#picture-list button")]
                .find((button) => button.innerText === {kind!r}).click()""")
            self.browser.wait_until('document.querySelectorAll("#picture-list .case").length > 0')
            self.value('document.querySelectorAll("#picture-list img").forEach((image) => { image.loading = "eager"; })')
            self.browser.wait_until("""[...document.querySelectorAll("#picture-list img")]
                .every((image) => image.complete && image.naturalWidth > 100 && image.alt !== "")""")

    def test_has_two_themes(self):
        background = "getComputedStyle(document.body).backgroundColor"
        light = self.value(background)
        self.show(1440, dark=True)
        dark = self.value(background)
        self.assertNotEqual(light, dark)
        self.value('document.getElementById("theme").focus()')
        self.browser.press("Enter")
        self.assertEqual(self.value(background), light)
        self.value("localStorage.clear()")

    def test_fits_phones_and_desktops(self):
        for width in (375, 900, 1440):
            with self.subTest(width=width):
                self.show(width)
                self.assertLessEqual(self.value("document.documentElement.scrollWidth"), width)
                self.assertTrue(self.value('[...document.querySelectorAll(".plot")].every((plot) => plot.querySelector("svg").clientWidth <= plot.clientWidth)'))

    def test_names_what_can_be_used(self):
        nameless = """[...document.querySelectorAll("button, select, input, [role=img], [role=region], img")]
            .filter((one) => !(one.innerText?.trim() || one.getAttribute("aria-label") || one.closest("label")?.innerText.trim() || one.alt))
            .map((one) => one.outerHTML.slice(0, 80))"""
        self.assertEqual(self.value(nameless), [])

    def test_says_over_what_an_interval_is(self):
        cards = self.value('[...document.querySelectorAll(".card")].map((card) => card.innerText)')
        self.assertEqual(len(cards), 2)
        for card in cards:  # six images are too few
            self.assertIn("6 images", card)
            self.assertIn("No 95% interval", card)

    def test_prints(self):
        pdf = Path(self.folder.name) / "report.pdf"
        self.browser.print_pdf(pdf)
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF"))


@unittest.skipUnless(find_chromium(), "no Chromium is installed (Debian's package chromium)")
@unittest.skipUnless(Path(PROGRAM).exists(), f"{PROGRAM} is not built")
class VolumeReportTest(unittest.TestCase):
    def test_speaks_of_volumes(self):
        with tempfile.TemporaryDirectory() as folder, Chromium(find_chromium()) as browser:
            data = Path(folder) / "volumes"
            shutil.copytree(REPOSITORY / "data/phantoms/phantom_ct", data)
            description = json.loads((data / "dataset.json").read_text())
            # Every image is a volume of one slice.
            (data / "dataset.json").write_text(json.dumps({**description, "volume_rule": "(.+)"}))
            results, page = Path(folder) / "run", Path(folder) / "report.html"
            run("evaluate", "-m", REPOSITORY / "models/ellipse", "-d", data, "-o", results, "--unit", "volume",
                "--prompt", "box", "--policy", "cvpr25", "-q")
            run("report", results, "--html", page)
            browser.show(1440)
            browser.open(page, READY)
            browser.evaluate('document.querySelectorAll("details").forEach((part) => { part.open = true; })')
            browser.wait_until('document.querySelectorAll("details table").length >= 4')
            # What names hold and what was set is not the page's own words.
            words = browser.evaluate("""(() => {
                document.querySelectorAll("dl.context").forEach((list) => list.remove());
                const typed = [...document.querySelectorAll("[placeholder], [aria-label]")]
                    .map((one) => `${one.placeholder ?? ""} ${one.ariaLabel ?? ""}`);
                return [document.body.innerText, ...typed].join(" ").toLowerCase();
            })()""")
            for word in ("image", "pixel", "an volume"):
                self.assertNotIn(word, words)
            for words_of_volumes in ("volume mean", "voxels", "share of the volume", "data set, volume, target"):
                self.assertIn(words_of_volumes, words)
            self.assertEqual(browser.problems, [])


if __name__ == "__main__":
    unittest.main()
