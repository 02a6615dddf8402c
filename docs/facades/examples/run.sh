#!/usr/bin/env bash
# Runs the vendors' documented requests against an appliance of its own, with nothing changed but the host and the credentials,
# and then the same requests with the sample pictures. IDV names the program; scripts/idv builds it if needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
idv=${IDV:-$here/../../../scripts/idv}
folder=$(mktemp -d)
export HOST=http://127.0.0.1:18080 RECEIVER_PORT=18081 SAMPLES=$folder/samples
cat > "$folder/idv.json" <<JSON
{
  "Webhooks": { "AllowedTargets": ["127.0.0.1"] },
  "Tenants": [{
    "Id": "example", "ApiKeys": ["example-api-key"],
    "Uqudo": { "ClientId": "example-client", "ClientSecret": "example-secret" },
    "IncodeId": {
      "ApiKey": "example-incode-key",
      "VerificationWebhookUrl": "http://127.0.0.1:$RECEIVER_PORT/verification",
      "AuthenticationWebhookUrl": "http://127.0.0.1:$RECEIVER_PORT/authentication"
    }
  }]
}
JSON
$idv specimens "$SAMPLES" > /dev/null
$idv serve --urls "$HOST" --data "$folder/data" --config "$folder/idv.json" 2> "$folder/log" &
serving=$!
trap 'kill $serving 2> /dev/null || true; wait $serving 2> /dev/null || true; rm -rf "$folder"' EXIT
until curl -fs "$HOST/health/ready" > /dev/null; do sleep 0.5; kill -0 $serving; done

echo; echo '## Uqudo with curl';               bash "$here/uqudo.sh"
echo; echo '## Uqudo with Python';             python3 "$here/uqudo.py"
echo; echo '## Incode ID with JavaScript';     node "$here/incode-id.mjs"
