-- Both SQLite and PostgreSQL read this file; {{...}} are the two or three words that they spell differently.
-- Times are microseconds since 1970 in UTC, identifiers are UUIDs as text, and everything that may name a person lies sealed in
-- a content column; a "token" is a keyed hash by which something sealed can be found again.

CREATE TABLE tenant_keys (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    master_key_id TEXT NOT NULL,
    wrapped {{bytes}} NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX tenant_keys_by_tenant ON tenant_keys (tenant_id, purpose, created_at);

CREATE TABLE tenants (
    id TEXT NOT NULL PRIMARY KEY,
    content {{bytes}} NOT NULL
);

CREATE TABLE policies (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    version BIGINT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (tenant_id, scope, version)
);

CREATE TABLE verifications (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    kind BIGINT NOT NULL,
    facade TEXT NOT NULL,
    state BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    state_changed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    approved BIGINT NULL,
    client_id TEXT NULL,
    external_user_token TEXT NULL,
    subject_identity_id TEXT NULL,
    identity_id TEXT NULL,
    content {{bytes}} NOT NULL,
    lease_owner TEXT NULL,
    lease_until BIGINT NULL,
    tries BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX verifications_by_time ON verifications (tenant_id, created_at DESC, id DESC);
CREATE INDEX verifications_by_user ON verifications (tenant_id, external_user_token) WHERE external_user_token IS NOT NULL;
CREATE INDEX verifications_by_identity ON verifications (tenant_id, identity_id) WHERE identity_id IS NOT NULL;
CREATE INDEX verifications_waiting ON verifications (tenant_id, state_changed_at) WHERE state = 2;
CREATE INDEX verifications_open ON verifications (expires_at) WHERE state < 2;
CREATE INDEX verifications_sessions ON verifications (expires_at) WHERE kind = 3;
CREATE INDEX verifications_by_age ON verifications (tenant_id, state, state_changed_at);

CREATE TABLE verification_labels (
    verification_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (verification_id, name)
);
CREATE INDEX verification_labels_by_value ON verification_labels (name, value);

CREATE TABLE verification_events (
    verification_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    type TEXT NOT NULL,
    from_state BIGINT NULL,
    to_state BIGINT NOT NULL,
    endpoint TEXT NULL,
    PRIMARY KEY (verification_id, number)
);

CREATE TABLE search_tokens (
    tenant_id TEXT NOT NULL,
    token TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, token, owner_id)
);
CREATE INDEX search_tokens_by_owner ON search_tokens (owner_id);

CREATE TABLE identities (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    external_token TEXT NULL,
    content {{bytes}} NOT NULL,
    UNIQUE (tenant_id, external_token)
);
CREATE INDEX identities_by_time ON identities (tenant_id, created_at DESC, id DESC);

CREATE TABLE blobs (
    id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    length BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    sealed_key {{bytes}} NOT NULL
);
CREATE INDEX blobs_by_verification ON blobs (verification_id);
CREATE INDEX blobs_by_tenant ON blobs (tenant_id);

CREATE TABLE outbox (
    sequence {{identity}},
    id TEXT NOT NULL UNIQUE,
    tenant_id TEXT NOT NULL,
    facade TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    target TEXT NOT NULL,
    event TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    created_at BIGINT NOT NULL,
    state BIGINT NOT NULL DEFAULT 0,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NULL,
    lease_owner TEXT NULL,
    lease_until BIGINT NULL
);
CREATE INDEX outbox_pending ON outbox (lane, sequence) WHERE state = 0;
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state = 0;
CREATE INDEX outbox_dead ON outbox (tenant_id, sequence) WHERE state = 2;
CREATE INDEX outbox_by_verification ON outbox (verification_id, sequence);

CREATE TABLE delivery_attempts (
    notification_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    duration BIGINT NOT NULL,
    status BIGINT NULL,
    fault TEXT NULL,
    PRIMARY KEY (notification_id, number)
);

CREATE TABLE idempotency_keys (
    tenant_id TEXT NOT NULL,
    token TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    PRIMARY KEY (tenant_id, token)
);
CREATE INDEX idempotency_keys_by_verification ON idempotency_keys (verification_id);

CREATE TABLE audit_log (
    sequence BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    tenant_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NULL,
    link {{bytes}} NOT NULL
);
CREATE INDEX audit_log_by_tenant ON audit_log (tenant_id, sequence);

CREATE TABLE signing_keys (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    algorithm BIGINT NOT NULL,
    sealed {{bytes}} NOT NULL,
    signs_from BIGINT NOT NULL,
    verifies_until BIGINT NOT NULL
);
