"""Random lines of machine-readable zones: every format of ICAO Doc 9303, the French card and two driving licences, with right check digits.

Nothing here comes from a data set; names are common ones written down by us or syllables drawn at random.
"""

import pathlib
import random

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
BLANK = len(ALPHABET)
LETTERS = ALPHABET[10:36]
DIGITS = ALPHABET[:10]

_STATE_FILE = pathlib.Path(__file__).resolve().parents[2] / "src/Idv.Documents/Mrz/state-codes.tsv"
STATES = [line.split("\t")[0] for line in _STATE_FILE.read_text().splitlines() if line and not line.startswith("#")]
STATES = [state for state in STATES if state.isalpha() and state.isupper() and len(state) <= 3]

SURNAMES = """SMITH JONES MUELLER SCHMIDT FISCHER WEBER GARCIA LOPEZ MARTINEZ SANCHEZ SILVA SANTOS OLIVEIRA ROSSI RUSSO FERRARI BIANCHI
DUBOIS LEFEBVRE MOREAU LAURENT NOVAK SVOBODA HORVAT KOVACS NAGY SZABO KOWALSKI NOWAK WISNIEWSKI IVANOV PETROVA SMIRNOV KUZNETSOVA
SHEVCHENKO BONDARENKO POPESCU IONESCU DIMITROV GEORGIEVA PAPADOPOULOS YILMAZ KAYA DEMIR HANSEN JOHANSSON ANDERSSON NIELSEN VIRTANEN
KORHONEN KAZLAUSKAS BERZINS TAMM DE<VRIES VAN<DEN<BERG JANSEN PEETERS NGUYEN TRAN WANG LI ZHANG LIU CHEN YANG KIM LEE PARK CHOI SATO
SUZUKI TAKAHASHI KHAN AHMED HUSSAIN ALI HASSAN IBRAHIM ABDULLAH AL<SAUD SINGH KUMAR SHARMA PATEL OKAFOR ADEYEMI MENSAH DIALLO TRAORE
MWANGI NKOSI DLAMINI O<BRIEN MURPHY WALSH MACDONALD FRASER ERIKSSON SPECIMEN MUSTERMANN QUISPE XHAKA BAJRAMI HOXHA JOVANOVIC ZUPANC""".split()

GIVEN = """ANNA MARIA JOHN MICHAEL DAVID SARAH EMMA LOUIS MARIE SOPHIE PIERRE THOMAS LUKAS FELIX KLARA ERIKA HANS GIULIA MARCO LUCA SOFIA CARLOS
JUAN JOSE ANA LUCIA PEDRO JOAO BEATRIZ OLGA IVAN NATALIA DMITRY ELENA VIKTOR AGNIESZKA PIOTR KATARZYNA ZSOFIA BENCE JIRI TEREZA MEHMET
AYSE FATMA MOHAMMED AHMED YUSUF AISHA OMAR LAYLA WEI MING XIAO YAN HUI JIN MIN SOO YUKI HIROSHI SAKURA PRIYA RAHUL ANJALI ARJUN CHIDI
AMARA KWAME ZANELE THABO FIONA SEAN AOIFE BJORN INGRID MIKKO AINO JANIS MART QUENTIN XAVIER ZOE JACK WILLIAM GRACE KEVIN VANESSA""".split()

_WEIGHTS = (7, 3, 1)


def check_digit(text):
    return str(sum((0 if c == "<" else ALPHABET.index(c)) * _WEIGHTS[i % 3] for i, c in enumerate(text)) % 10)


def pad(text, length):
    return text[:length].ljust(length, "<")


def invented(random_state):
    """A word of syllables, so that no language is learned by heart."""
    consonants, vowels = "BCDFGHJKLMNPQRSTVWXYZ", "AEIOU"
    return "".join(
        random_state.choice(consonants) + random_state.choice(vowels) + (random_state.choice(consonants) if random_state.random() < 0.4 else "")
        for _ in range(random_state.randint(1, 4)))


def names(r, length):
    def word(usual):
        return r.choice(usual) if r.random() < 0.6 else invented(r) if r.random() < 0.6 else "".join(r.choices(LETTERS, k=r.randint(1, 9)))

    surname = "<".join(word(SURNAMES) for _ in range(r.choice((1, 1, 1, 1, 2, 2, 3))))
    given = "<".join(word(GIVEN) for _ in range(r.choice((0, 1, 1, 1, 2, 2, 3))))
    return pad(surname + "<<" + given, length)


def date(r):
    if r.random() < 0.02:
        return "<<<<<<"
    return f"{r.randint(0, 99):02}{r.randint(1, 12):02}{r.randint(1, 31):02}"


def number(r, length=9):
    kind = r.random()
    if kind < 0.4:
        return pad("".join(r.choices(DIGITS, k=r.randint(min(4, length), length))), length)
    if kind < 0.75:
        prefix = r.randint(1, 3)
        return pad("".join(r.choices(LETTERS, k=prefix)) + "".join(r.choices(DIGITS, k=length - prefix)), length)
    return pad("".join(r.choices(LETTERS + DIGITS, k=r.randint(min(4, length), length))), length)


def optional(r, length):
    return "<" * length if r.random() < 0.45 else number(r, length) if r.random() < 0.6 else pad(number(r, min(length, r.randint(4, 12))), length)


def state(r):
    return pad("D" if r.random() < 0.05 else r.choice(STATES), 3)


def sex(r):
    return r.choice("MMMFFF<X")


def td3(r):
    code = r.choice(("P<", "P<", "P<", "PD", "PS", "PO", "PM", "PN", "PP", "P" + r.choice(LETTERS), "V<", "V" + r.choice(LETTERS)))
    first = code + state(r) + names(r, 39)
    document, birth, expiry = number(r), date(r), date(r)
    head = document + check_digit(document) + state(r) + birth + check_digit(birth) + sex(r) + expiry + check_digit(expiry)
    if code[0] == "V":
        return [first, head + optional(r, 16)]
    extra = optional(r, 14)
    digit = "<" if extra.strip("<") == "" and r.random() < 0.5 else check_digit(extra)
    return [first, head + extra + digit + check_digit(head[:10] + head[13:20] + head[21:28] + extra + digit)]


def td2(r):
    code = r.choice(("I<", "ID", "AC", "P<", "V<", "I" + r.choice(LETTERS)))
    first = code + state(r) + names(r, 31)
    document, birth, expiry = number(r), date(r), date(r)
    head = document + check_digit(document) + state(r) + birth + check_digit(birth) + sex(r) + expiry + check_digit(expiry)
    if code[0] == "V":
        return [first, head + optional(r, 8)]
    extra = optional(r, 7)
    return [first, head + extra + check_digit(head[:10] + head[13:20] + head[21:28] + extra)]


def td1(r):
    code = r.choice(("I<", "ID", "IP", "AC", "C<", "I" + r.choice(LETTERS), "A" + r.choice(LETTERS)))
    document, birth, expiry = number(r), date(r), date(r)
    first = code + state(r) + document + check_digit(document) + optional(r, 15)
    second = birth + check_digit(birth) + sex(r) + expiry + check_digit(expiry) + state(r)
    extra = optional(r, 11)
    return [first, second + extra + check_digit(first[5:] + second[:7] + second[8:15] + extra), names(r, 30)]


def french(r):
    first = "IDFRA" + pad(r.choice(SURNAMES) if r.random() < 0.6 else invented(r), 25) + "".join(r.choices(DIGITS, k=6))
    issue = "".join(r.choices(DIGITS, k=12))
    birth = date(r)
    body = issue + check_digit(issue) + pad(r.choice(GIVEN) + "<<" + r.choice(GIVEN), 14) + birth + check_digit(birth) + r.choice("MF")
    return [first, body + check_digit(first + body)]


def licences(r):
    if r.random() < 0.5:
        body = "D1FRA" + number(r) + date(r) + pad(invented(r), 9)
        return [pad(body, 29) + check_digit(pad(body, 29))]
    return [pad("FACHE" + number(r, 12) + "<<" + date(r), 30), names(r, 30)]


def scrambled(r, length):
    """No layout at all, so that the reader learns shapes rather than what usually stands where."""
    text = ""
    while len(text) < length:
        kind = r.random()
        if kind < 0.25:
            text += "<" * r.randint(1, 10)
        elif kind < 0.8:
            text += "".join(r.choices(LETTERS + DIGITS, k=r.randint(1, 8)))
        else:
            text += r.choice("0ODQ8B5S2ZI1L6GKXCE") * r.randint(1, 3)
    return text[:length]


def line(r, length):
    """One line of 30, 36 or 44 characters with what may stand above and below it."""
    if r.random() < 0.35:
        return scrambled(r, length), scrambled(r, length), scrambled(r, length)
    zone = {44: (td3,), 36: (td2, td2, french), 30: (td1, td1, td1, licences)}[length]
    lines = r.choice(zone)(r)
    at = r.randrange(len(lines))
    return lines[at], lines[at - 1] if at > 0 else "", lines[at + 1] if at + 1 < len(lines) else ""


if __name__ == "__main__":
    seeded = random.Random(1)
    for maker in (td3, td2, td1, french, licences):
        print("\n".join(maker(seeded)), end="\n\n")
