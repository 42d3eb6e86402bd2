-- More than a password: codes of an authenticator, single sign-on, and what a session is known by.

-- Where a session began, and by which program; NULL for programs' tokens and for sessions of before.
ALTER TABLE api_token ADD COLUMN origin TEXT;
ALTER TABLE api_token ADD COLUMN agent TEXT;

-- 1: users who have a password need an authenticator, too.
ALTER TABLE organisation ADD COLUMN requires_totp BIGINT NOT NULL DEFAULT 0;

-- The authenticator of a user (RFC 6238).
CREATE TABLE totp (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    -- The secret, sealed with the server's key.
    sealed BYTEA NOT NULL,
    begun BIGINT NOT NULL,
    -- Since when it is asked for; NULL until a first code was right.
    confirmed BIGINT,
    -- The greatest step of which a code was taken: none of it, or of one before, is taken again.
    last_step BIGINT NOT NULL
);

-- Codes that are good once in place of one of the authenticator.
CREATE TABLE recovery_code (
    account INTEGER NOT NULL REFERENCES account (id),
    -- The SHA-256 of the code, which is random.
    digest BYTEA NOT NULL,
    used BIGINT,
    PRIMARY KEY (account, digest)
);

-- A user who signs in at the organisation's provider (OpenID Connect): known by issuer and subject, never by a name.
CREATE TABLE identity (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    organisation INTEGER NOT NULL REFERENCES organisation (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    created BIGINT NOT NULL,
    UNIQUE (organisation, issuer, subject)
);

-- Sign-ins by a provider that were finished, until they would be over: none is finished twice.
CREATE TABLE finished_flow (
    -- The SHA-256 of its state.
    state BYTEA PRIMARY KEY,
    expires BIGINT NOT NULL
);
