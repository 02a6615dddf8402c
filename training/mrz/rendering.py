"""Lines of print as a camera sees them and as MrzLineReader cuts them out: rendered, degraded and warped, 28 pixels high."""

import io
import math
import random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

import content

HEIGHT = 28
STEP = 4
PITCHES_PER_HEIGHT = 1.54  # TextLineRefiner.HeightInPitches × MrzLineReader.HeightShare
MARGIN_PITCHES = 0.56      # MrzLineReader.CropLength, on each side

_OCR_B = ["/usr/share/fonts/opentype/ocr-b/OCRB.otf", "/usr/share/fonts/opentype/ocr-b/OCRBS.otf"]
_OTHERS = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
    "/usr/share/fonts/opentype/urw-base35/NimbusMonoPS-Bold.otf",
    "/usr/share/fonts/opentype/urw-base35/NimbusMonoPS-Regular.otf",
    "/usr/share/fonts/opentype/courier-prime/Courier Prime Sans.otf",
    "/usr/share/fonts/opentype/courier-prime/Courier Prime Bold.otf",
    "/usr/share/fonts/truetype/inconsolata/Inconsolata.otf",
    "/usr/share/fonts/truetype/hack/Hack-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoMono-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansMono-Bold.ttf",
    "/usr/share/fonts/opentype/b612/B612Mono-Regular.otf",
    "/usr/share/fonts/truetype/freefont/FreeMonoBold.ttf",
]
_FONTS = {}
_GLYPHS = {}
PITCH = 22  # of the canvas, in pixels


def _font(path, size):
    key = (path, size)
    if key not in _FONTS:
        font = ImageFont.truetype(path, size)
        box = font.getmask("0").getbbox() or (0, 0, 1, size)
        _FONTS[key] = (font, font.getbbox("0"), box[3] - box[1])
    return _FONTS[key]


def _sized(path, height):
    """The font at the size at which its digits are so high."""
    size = 8
    _, _, digit = _font(path, 100)
    size = max(6, round(100 * height / digit))
    return _font(path, size)[0]


def _glyph(path, height, character):
    key = (path, height, character)
    if key not in _GLYPHS:
        font = _sized(path, height)
        box = font.getbbox(character, anchor="ls")
        image = Image.new("L", (box[2] - box[0] + 4, 3 * height), 0)
        ImageDraw.Draw(image).text((2 - box[0], 2 * height), character, font=font, fill=255, anchor="ls")
        ink = image.getbbox() or (0, 0, 1, 1)
        # Of print at a fixed pitch, the cell's middle; of proportional print, the ink's.
        middle = 2 - box[0] + (font.getlength(character) / 2 if "Sans-Regular" not in path or "Mono" in path else (ink[0] + ink[2]) / 2 - 2 + box[0])
        _GLYPHS[key] = (image, middle)
    return _GLYPHS[key]


def _write(canvas, r, path, height, text, left, baseline, wobble):
    for i, character in enumerate(text):
        image, middle = _glyph(path, height, character)
        x = left + (i + 0.5) * PITCH - middle + r.uniform(-wobble, wobble)
        y = baseline - 2 * height + r.uniform(-wobble, wobble)
        if r.random() < 0.002:
            continue
        at = (round(x), round(y))
        cell = canvas.crop((at[0], at[1], at[0] + image.width, at[1] + image.height))
        canvas.paste(ImageChops.lighter(cell, image), at)


def _smooth(n, width, height, cells_x, cells_y):
    coarse = Image.fromarray(n.random((cells_y, cells_x), dtype=np.float32))
    return np.asarray(coarse.resize((width, height), Image.BICUBIC))


def _guilloche(n, r, width, height):
    """Wavy line patterns such as security print has."""
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    pattern = np.zeros((height, width), np.float32)
    for _ in range(r.choice((1, 1, 2, 3))):
        angle = r.uniform(0, math.pi)
        period = math.exp(r.uniform(math.log(3), math.log(30)))
        bend = r.uniform(0, 12) * np.sin(2 * math.pi * (x * r.uniform(-0.02, 0.02) + y * r.uniform(-0.02, 0.02)) + r.uniform(0, 6))
        wave = np.sin(2 * math.pi * (x * math.cos(angle) + y * math.sin(angle) + bend) / period + r.uniform(0, 6))
        pattern += np.clip(wave * r.uniform(1, 6) - r.uniform(-0.5, 3), 0, 1) if r.random() < 0.7 else 0.5 + 0.5 * wave
    return np.minimum(pattern, 1)


def _clutter(r, drawing, width, height, middle):
    """Print and scratches that are no characters: rules, edges of cards, stains."""
    for _ in range(r.choice((1, 1, 2, 3))):
        kind = r.random()
        x, y = r.uniform(0, width), r.uniform(0, height)
        if kind < 0.3:
            drawing.line((x, y, x + r.uniform(-80, 80), y + r.uniform(-40, 40)), fill=r.randint(60, 255), width=r.choice((1, 1, 2)))
        elif kind < 0.5:
            radius = r.uniform(1, 5)
            drawing.ellipse((x - radius, y - radius, x + radius, y + radius), fill=r.randint(80, 255))
        elif kind < 0.7:
            edge = r.choice((middle - 0.75 * PITCH, middle + 0.75 * PITCH)) + r.uniform(-4, 4)
            drawing.line((0, edge, width, edge + r.uniform(-4, 4)), fill=r.randint(60, 255), width=r.choice((1, 2, 3)))
        else:
            radius = r.uniform(10, 120)
            drawing.arc((x - radius, y - radius, x + radius, y + radius), r.uniform(0, 360), r.uniform(0, 360), fill=r.randint(40, 200), width=r.choice((1, 2)))


def sample(seed, length):
    """One crop.

    Returns the pixels (28 × width, uint8), the characters' numbers, and the column of each character's centre.
    """
    r = random.Random(seed)
    n = np.random.default_rng(seed)
    text, above, below = content.line(r, length)
    is_ocr_b = r.random() < 0.78
    path = r.choice(_OCR_B) if is_ocr_b else r.choice(_OTHERS)
    height = round(PITCH * (r.uniform(0.86, 1.06) if is_ocr_b else r.uniform(0.78, 1.05)))

    before, after = (r.uniform(0.6, 1.5) if r.random() < 0.75 else r.uniform(0.6, 5) for _ in range(2))
    width = round((len(text) + before + after) * PITCH)
    tall = round(2.9 * PITCH)
    middle = tall / 2
    left = before * PITCH
    baseline = middle + height / 2
    canvas = Image.new("L", (width, tall), 0)
    wobble = r.choice((0, 0.3, 0.6, 0.9))
    _write(canvas, r, path, height, text, left, baseline, wobble)
    spacing = PITCH * r.uniform(1.55, 2.7)
    for words, offset in ((above, -spacing), (below, spacing)):
        if words and r.random() < 0.8:
            _write(canvas, r, path, height, words, left, baseline + offset, wobble)

    # Strokes: spread or starved ink.
    stroke = r.random()
    if stroke < 0.35:
        canvas = canvas.filter(ImageFilter.GaussianBlur(r.uniform(0.6, 1.6)))
        gain, threshold = r.uniform(1.5, 4), r.uniform(0.22, 0.62)
        canvas = canvas.point([int(min(max((v / 255 - threshold) * gain + 0.5, 0), 1) * 255) for v in range(256)])
    elif stroke < 0.42:
        canvas = canvas.filter(ImageFilter.MaxFilter(3))
    if r.random() < 0.25:
        _clutter(r, ImageDraw.Draw(canvas), width, tall, middle)

    ink = np.asarray(canvas, dtype=np.float32) / 255
    if r.random() < 0.2:  # broken by the paper's grain
        grain = _smooth(n, width, tall, max(2, width // r.randint(2, 8)), max(2, tall // r.randint(2, 8)))
        ink = ink * np.clip((grain - r.uniform(0.02, 0.3)) * 6 + 0.5, 0, 1)
    if r.random() < 0.3:  # uneven inking
        ink = ink * (1 - r.uniform(0.1, 0.6) * _smooth(n, width, tall, r.randint(3, 40), r.randint(2, 4)))

    paper = np.full((tall, width), r.uniform(0.75, 1), np.float32)
    if r.random() < 0.65:
        paper = paper * (1 - r.uniform(0.03, 0.45) * _guilloche(n, r, width, tall))
    if r.random() < 0.3:
        paper = paper * (1 - r.uniform(0.05, 0.4) * _smooth(n, width, tall, r.randint(4, 60), r.randint(2, 12)))
    density = r.uniform(0.9, 1) if r.random() < 0.6 else r.uniform(0.45, 0.9)
    image = paper * (1 - density * ink)

    # Light, shadow and glare.
    light = r.uniform(0.35, 1)
    if r.random() < 0.6:
        image = image * (1 - r.uniform(0.1, 0.6) * _smooth(n, width, tall, r.randint(2, 6), 2))
    if r.random() < 0.12:
        shadow = np.clip((np.arange(width) - r.uniform(0, width)) / r.uniform(2, 60) + 0.5, 0, 1)
        image = image * (1 - r.uniform(0.2, 0.6) * (shadow if r.random() < 0.5 else 1 - shadow))[None, :].astype(np.float32)
    if r.random() < 0.15:
        centre, reach = r.uniform(0, width), r.uniform(20, 250)
        tilt = r.uniform(-1, 1)
        where = (np.arange(width)[None, :] + tilt * np.arange(tall)[:, None] - centre) / reach
        image = image + r.uniform(0.2, 1.1) * np.exp(-where * where).astype(np.float32)
    black = r.uniform(0, 0.2)
    image = black + image * (light - black * light)
    if r.random() < 0.03:
        finger = r.uniform(0, width)
        image[:, int(finger):int(finger + r.uniform(10, 60))] = r.uniform(0.2, 0.9)

    # The camera: optics, resolution, noise, compression.
    pixels = Image.fromarray(np.clip(image * 255, 0, 255).astype(np.uint8))
    resolution = r.random()
    pitch = r.uniform(5.2, 9) if resolution < 0.3 else r.uniform(9, 18) if resolution < 0.7 else r.uniform(18, 34)
    if r.random() < 0.5:
        pixels = pixels.filter(ImageFilter.GaussianBlur(abs(r.gauss(0, 1)) * (r.choice((0.8, 1.6)) if resolution >= 0.3 else 0.5)))
    scale = pitch / PITCH
    narrow = r.uniform(0.88, 1.14)  # the crop's height comes from a measured pitch
    small = (max(40, round(width * scale)), max(10, round(tall * scale * narrow)))
    motion = r.random() < 0.12
    pixels = pixels.resize(small, r.choice((Image.BOX, Image.BILINEAR, Image.BILINEAR, Image.BICUBIC, Image.LANCZOS)))
    if motion:
        reach = r.randint(2, 3 + int(pitch * 0.12))
        total = np.cumsum(np.pad(np.asarray(pixels, np.float32), ((0, 0), (reach, 0)), mode="edge"), axis=1)
        pixels = Image.fromarray(((total[:, reach:] - total[:, :-reach]) / reach).astype(np.uint8))
    if r.random() < 0.3:
        pixels = pixels.filter(ImageFilter.UnsharpMask(r.uniform(0.6, 2), r.randint(40, 200), 0))
    if r.random() < 0.6:
        strength = abs(r.gauss(0, 1)) * 7
        noisy = np.asarray(pixels, np.float32) + n.standard_normal((small[1], small[0]), dtype=np.float32) * strength
        pixels = Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
    if r.random() < 0.6:
        buffer = io.BytesIO()
        pixels.save(buffer, "JPEG", quality=r.randint(25, 95))
        pixels = Image.open(buffer)
        pixels.load()
    if pitch > 2 * HEIGHT / PITCHES_PER_HEIGHT:  # as ImagePyramid halves
        pixels = pixels.resize((pixels.width // 2, pixels.height // 2), Image.BOX)

    # The crop, with the line finder's errors: shift, tilt, height, shear, ends.
    sx, sy = pixels.width / width, pixels.height / tall
    tall_crop = PITCHES_PER_HEIGHT * PITCH * (r.uniform(0.9, 1.12) if r.random() < 0.7 else r.uniform(0.84, 1.28))
    shift = PITCH * max(-0.3, min(0.3, r.gauss(0, 0.06)))
    tilt = PITCH * max(-0.25, min(0.25, r.gauss(0, 0.06)))
    from_x = left - PITCH * min(before, MARGIN_PITCHES + r.gauss(0, 0.15)) if r.random() < 0.75 else left - before * PITCH * r.uniform(0.15, 1)
    end = left + len(text) * PITCH
    to_x = end + PITCH * min(after, MARGIN_PITCHES + r.gauss(0, 0.15)) if r.random() < 0.75 else end + after * PITCH * r.uniform(0.15, 1)
    lean = PITCH * max(-0.25, min(0.25, r.gauss(0, 0.07)))
    wedge = 1 + max(-0.1, min(0.1, r.gauss(0, 0.03)))
    left_half, right_half = tall_crop / 2 * wedge, tall_crop / 2 / wedge
    quad = (
        (from_x + lean) * sx, (middle + shift - tilt - left_half) * sy,
        (from_x - lean) * sx, (middle + shift - tilt + left_half) * sy,
        (to_x - lean) * sx, (middle + shift + tilt + right_half) * sy,
        (to_x + lean) * sx, (middle + shift + tilt - right_half) * sy,
    )
    columns = round((to_x - from_x) / (PITCH * PITCHES_PER_HEIGHT) * HEIGHT * narrow / STEP) * STEP
    crop = pixels.transform((columns, HEIGHT), Image.QUAD, quad, Image.BILINEAR)
    target = np.asarray(crop)
    if r.random() < 0.15:  # paper that is not flat
        wave = np.round(r.uniform(0, 1.6) * np.sin(np.arange(columns) / columns * r.uniform(2, 12) + r.uniform(0, 6))).astype(int)
        rows = np.clip(np.arange(HEIGHT)[:, None] + wave[None, :], 0, HEIGHT - 1)
        target = np.take_along_axis(target, rows, axis=0)
    centres = ((left + (np.arange(len(text)) + 0.5) * PITCH) - from_x) / (to_x - from_x) * columns
    return target, [content.ALPHABET.index(c) for c in text], centres


if __name__ == "__main__":
    import sys
    import time
    begin = time.time()
    crops = [sample(seed, (44, 36, 30)[seed % 3])[0] for seed in range(60)]
    print((time.time() - begin) / 60 * 1000, "ms each")
    sheet = Image.new("L", (1000, 30 * 60), 0)
    for i, crop in enumerate(crops):
        sheet.paste(Image.fromarray(crop), (0, 30 * i))
    sheet.save(sys.argv[1])
