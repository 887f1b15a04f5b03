CREATE TABLE "admin_act" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"act" text NOT NULL,
	"target_id" text NOT NULL,
	"at" timestamp NOT NULL
);
--> statement-breakpoint
CREATE TABLE "apikey" (
	"id" text PRIMARY KEY NOT NULL,
	"config_id" text DEFAULT 'default' NOT NULL,
	"name" text,
	"start" text,
	"reference_id" text NOT NULL,
	"prefix" text,
	"key" text NOT NULL,
	"refill_interval" integer,
	"refill_amount" integer,
	"last_refill_at" timestamp,
	"enabled" boolean DEFAULT true,
	"rate_limit_enabled" boolean DEFAULT true,
	"rate_limit_time_window" integer DEFAULT 60000,
	"rate_limit_max" integer DEFAULT 30,
	"request_count" integer DEFAULT 0,
	"remaining" integer,
	"last_request" timestamp,
	"expires_at" timestamp,
	"created_at" timestamp NOT NULL,
	"updated_at" timestamp NOT NULL,
	"permissions" text,
	"metadata" text
);
--> statement-breakpoint
CREATE TABLE "device_code" (
	"id" text PRIMARY KEY NOT NULL,
	"device_code" text NOT NULL,
	"user_code" text NOT NULL,
	"user_id" text,
	"expires_at" timestamp NOT NULL,
	"status" text NOT NULL,
	"last_polled_at" timestamp,
	"polling_interval" integer,
	"client_id" text,
	"scope" text
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "impersonated_by" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "role" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "banned" boolean DEFAULT false;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "ban_reason" text;--> statement-breakpoint
ALTER TABLE "user" ADD COLUMN "ban_expires" timestamp;--> statement-breakpoint
CREATE INDEX "adminAct_actorId_idx" ON "admin_act" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "adminAct_targetId_idx" ON "admin_act" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "apikey_configId_idx" ON "apikey" USING btree ("config_id");--> statement-breakpoint
CREATE INDEX "apikey_referenceId_idx" ON "apikey" USING btree ("reference_id");--> statement-breakpoint
CREATE INDEX "apikey_key_idx" ON "apikey" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "deviceCode_deviceCode_uidx" ON "device_code" USING btree ("device_code");--> statement-breakpoint
CREATE UNIQUE INDEX "deviceCode_userCode_uidx" ON "device_code" USING btree ("user_code");--> statement-breakpoint
-- Keys and codes go with the user they belong to.
ALTER TABLE apikey ADD CONSTRAINT apikey_owner FOREIGN KEY (reference_id)
  REFERENCES "user" (id) ON DELETE CASCADE;
--> statement-breakpoint
ALTER TABLE device_code ADD CONSTRAINT device_code_owner FOREIGN KEY (user_id)
  REFERENCES "user" (id) ON DELETE CASCADE;
--> statement-breakpoint
-- A key that is revoked ends the tokens it was exchanged for: their `sid` is its id.
CREATE FUNCTION parley_on_key_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM parley_revoke('session', id, reference_id, NULL) FROM ended_rows
  WHERE coalesce(expires_at > (now() AT TIME ZONE 'UTC'), true) ORDER BY id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keys_ended AFTER DELETE ON apikey REFERENCING OLD TABLE AS ended_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_key_end();
--> statement-breakpoint
-- A ban ends every token of the user, also those that keys were exchanged for.
CREATE FUNCTION parley_on_ban() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM parley_revoke('user', NEW.id, NEW.id, clock_timestamp());
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER users_banned AFTER UPDATE OF banned ON "user" FOR EACH ROW
  WHEN (NEW.banned AND OLD.banned IS NOT TRUE) EXECUTE FUNCTION parley_on_ban();
--> statement-breakpoint
-- Acting as somebody else is never prolonged, whatever cookies its browser sends.
CREATE FUNCTION parley_keep_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.expires_at := least(NEW.expires_at, OLD.expires_at);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER impersonations_end BEFORE UPDATE OF expires_at ON session FOR EACH ROW
  WHEN (OLD.impersonated_by IS NOT NULL) EXECUTE FUNCTION parley_keep_session_end();
