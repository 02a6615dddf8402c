#!/usr/bin/env bash
# Uqudo's requests with curl, as the vendor's pages give them.
set -euo pipefail
say() { printf '\n$ %s\n' "$*" | cut -c1-160; }
show() { cut -c1-300; echo; }

say 'POST /api/oauth/token'
answer=$(curl -s "$HOST/api/oauth/token" -H 'Content-Type: application/x-www-form-urlencoded' \
  -d 'grant_type=client_credentials' -d 'client_id=example-client' -d 'client_secret=example-secret')
echo "$answer" | sed -E 's/"access_token":"[^"]{20}[^"]*"/"access_token":"eyJ…"/'
token=$(echo "$answer" | sed -E 's/.*"access_token":"([^"]*)".*/\1/')

say 'POST /api/v1/face  idPhoto=@selfie.jpg'
curl -s -w ' [%{http_code}]' "$HOST/api/v1/face" -H "Authorization: Bearer $token" -F "idPhoto=@$SAMPLES/selfie.jpg" | show

say 'POST /api/v1/scan?exportFaceImage=false  documentType=PASSPORT frontImage=@passport-scan.png'
curl -s -w ' [%{http_code}]' "$HOST/api/v1/scan?exportFaceImage=false" -H "Authorization: Bearer $token" \
  -F 'documentType=PASSPORT' -F "frontImage=@$SAMPLES/passport-scan.png" | show

say 'POST /api/v1/face without a token'
curl -s -w ' [%{http_code}]' "$HOST/api/v1/face" -F "idPhoto=@$SAMPLES/selfie.jpg" | show
