-- By which document numbers, as keyed hashes, and which portraits, sealed, verifications were made; gone with the verification's personal data.

CREATE TABLE seen_documents (
    verification_id TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    number_token TEXT NOT NULL,
    content {{bytes}} NOT NULL
);
CREATE INDEX seen_documents_by_number ON seen_documents (tenant_id, number_token);
