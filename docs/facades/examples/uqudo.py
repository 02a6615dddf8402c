"""Uqudo's requests as the vendor's page prints them, byte for byte but for Host and Authorization; then with pictures in place of "bytes"."""

import base64
import json
import os
import socket
import urllib.parse
import urllib.request

HOST = urllib.parse.urlparse(os.environ["HOST"])

MATCH = """POST /api/v1/face/match HTTP/1.1
Host: id.uqudo.io
Authorization: text
Content-Type: application/json
Accept: */*
Content-Length: 73

{"sourceImage":"Ynl0ZXM=","targetImage":"Ynl0ZXM=","minimumMatchLevel":1}"""

SEARCH = """POST /api/v1/face/one-to-n/search HTTP/1.1
Host: id.uqudo.io
Authorization: text
Content-Type: application/json
Accept: */*
Content-Length: 37

{"idPhoto":"Ynl0ZXM=","insert":false}"""

INSERT = """POST /api/v1/face/one-to-n/insert HTTP/1.1
Host: id.uqudo.io
Authorization: text
Content-Type: application/json
Accept: */*
Content-Length: 22

{"idPhoto":"Ynl0ZXM="}"""

DELETE = """DELETE /api/v1/face/one-to-n/search/{oneToNVerificationId} HTTP/1.1
Host: id.uqudo.io
Authorization: text
Accept: */*

"""


def token():
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "client_id": "example-client", "client_secret": "example-secret"})
    with urllib.request.urlopen(f"{HOST.geturl()}/api/oauth/token", form.encode()) as answer:
        return json.load(answer)["access_token"]


def send(text):
    """Sends a printed request and gives back status line and body."""
    head, _, body = text.replace("\n", "\r\n").partition("\r\n\r\n")
    head = head.replace("Host: id.uqudo.io", f"Host: {HOST.netloc}\r\nConnection: close").replace("Authorization: text", f"Authorization: Bearer {TOKEN}")
    with socket.create_connection((HOST.hostname, HOST.port)) as connection:
        connection.sendall(f"{head}\r\n\r\n{body}".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in head.lower():
        body = b"".join(body.split(b"\r\n")[1::2])
    return head.split(b"\r\n")[0].decode(), body.decode()


def with_pictures(text, **pictures):
    """The same request with pictures; only the body and its length change."""
    head, _, body = text.partition("\n\n")
    members = json.loads(body)
    for name, file in pictures.items():
        with open(os.path.join(os.environ["SAMPLES"], file), "rb") as picture:
            members[name] = base64.b64encode(picture.read()).decode()
    body = json.dumps(members)
    lines = [f"Content-Length: {len(body)}" if line.startswith("Content-Length") else line for line in head.split("\n")]
    return "\n".join(lines) + "\n\n" + body


def show(title, answer):
    print(f"\n> {title}\n{answer[0]}\n{answer[1]}")


TOKEN = token()
show("face/match as printed (\"bytes\" is no picture)", send(MATCH))
show("face/match of passport.jpg and selfie.jpg", send(with_pictures(MATCH, sourceImage="passport.jpg", targetImage="selfie.jpg")))
show("face/match of passport.jpg and impostor.jpg", send(with_pictures(MATCH, sourceImage="passport.jpg", targetImage="impostor.jpg")))
show("one-to-n/search as printed", send(SEARCH))
show("one-to-n/search of selfie.jpg", send(with_pictures(SEARCH, idPhoto="selfie.jpg")))
inserted = send(with_pictures(INSERT, idPhoto="selfie.jpg"))
show("one-to-n/insert of selfie.jpg", inserted)
identifier = json.loads(inserted[1])["oneToNVerificationId"]
show("one-to-n delete", send(DELETE.replace("{oneToNVerificationId}", identifier)))
show("one-to-n/search of selfie.jpg after the deletion", send(with_pictures(SEARCH, idPhoto="selfie.jpg")))
show("one-to-n delete as printed (the id is a placeholder)", send(DELETE))
