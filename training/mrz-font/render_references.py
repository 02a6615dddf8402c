"""Draws the reference glyphs of MrzFont: one row per font, one cell of 16 × 24 per character, black on white.

/usr/bin/python3 training/mrz-font/render_references.py src/Idv.Documents/Authenticity/mrz-font-references.png

The first row is OCR-B; the others are what forgers have at hand. A cell is one pitch wide, the middle of the digits' height is the
cell's. Monospaced fonts are set at OCR-B's pitch, proportional ones at OCR-B's height. Needs Debian's python3-pil, fonts-ocr-b,
fonts-dejavu-core, fonts-liberation and fonts-urw-base35.
"""

import sys

from PIL import Image, ImageDraw, ImageFont

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
WIDTH, HEIGHT = 16, 24
SUPERSAMPLING = 16
FONTS = [
    ("/usr/share/fonts/opentype/ocr-b/OCRB.otf", True),
    ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", True),
    ("/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf", True),
    ("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", False),
    ("/usr/share/fonts/opentype/urw-base35/NimbusMonoPS-Bold.otf", True),
]


def digit_height(font):
    box = font.getbbox("0", anchor="ls")
    return box[3] - box[1], (box[3] + box[1]) / 2


def sized(path, monospaced, reference_height):
    trial = ImageFont.truetype(path, 1000)
    if monospaced:
        return ImageFont.truetype(path, round(1000 * WIDTH * SUPERSAMPLING / trial.getlength("0")))
    return ImageFont.truetype(path, round(1000 * reference_height / digit_height(trial)[0]))


def main(target):
    sheet = Image.new("L", (WIDTH * len(CHARACTERS), HEIGHT * len(FONTS)), 255)
    reference = digit_height(sized(*FONTS[0], None))[0]
    for row, (path, monospaced) in enumerate(FONTS):
        font = sized(path, monospaced, reference)
        _, middle = digit_height(font)
        for column, character in enumerate(CHARACTERS):
            cell = Image.new("L", (WIDTH * SUPERSAMPLING, HEIGHT * SUPERSAMPLING), 255)
            left = (cell.width - font.getlength(character)) / 2
            ImageDraw.Draw(cell).text((left, cell.height / 2 - middle), character, font=font, fill=0, anchor="ls")
            sheet.paste(cell.resize((WIDTH, HEIGHT), Image.BOX), (column * WIDTH, row * HEIGHT))
    sheet.save(target, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1])
