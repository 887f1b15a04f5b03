CREATE TABLE "revocations" (
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" text NOT NULL,
	"not_before" timestamp with time zone,
	"revoked_at" timestamp with time zone NOT NULL,
	"forget_at" timestamp with time zone NOT NULL,
	CONSTRAINT "revocations_kind_subject_pk" PRIMARY KEY("kind","subject")
);
--> statement-breakpoint
CREATE INDEX "revocations_new" ON "revocations" USING btree ("revoked_at");--> statement-breakpoint
CREATE INDEX "revocations_old" ON "revocations" USING btree ("forget_at");--> statement-breakpoint
-- Revokes and announces it when the transaction commits. An hour is the longest life of a token, two
-- minutes are for clocks that differ. What is old is forgotten in passing, a little at a time.
CREATE FUNCTION parley_revoke(kind text, subject text, user_id text, not_before timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM revocations AS old WHERE (old.kind, old.subject) IN (
    SELECT expired.kind, expired.subject FROM revocations AS expired
    WHERE expired.forget_at < now() LIMIT 100 FOR UPDATE SKIP LOCKED
  );
  INSERT INTO revocations AS known (kind, subject, user_id, not_before, revoked_at, forget_at)
  VALUES ($1, $2, $3, $4, clock_timestamp(), now() + interval '62 minutes')
  ON CONFLICT ON CONSTRAINT revocations_kind_subject_pk DO UPDATE SET
    not_before = greatest(known.not_before, excluded.not_before),
    revoked_at = excluded.revoked_at,
    forget_at = excluded.forget_at;
  PERFORM pg_notify('parley_revocations',
    $1 || ' ' || coalesce((extract(epoch FROM $4) * 1000)::bigint::text, '-') || ' ' || $2);
END $$;
--> statement-breakpoint
-- A session that ends before its time ends its tokens, whoever ends it: a sign-out, a new password, a
-- ban, the deletion of the user.
CREATE FUNCTION parley_on_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM parley_revoke('session', id, user_id, NULL) FROM ended_rows
  WHERE expires_at > (now() AT TIME ZONE 'UTC') ORDER BY id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_ended AFTER DELETE ON session REFERENCING OLD TABLE AS ended_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_session_end();
