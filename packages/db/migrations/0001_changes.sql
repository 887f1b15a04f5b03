-- Raises the revision of a user's tasks or threads and announces it, in the transaction of the
-- change, whoever makes it. A user who is being deleted has nobody left to tell.
CREATE FUNCTION parley_changed(user_ids text[], topic text) RETURNS void LANGUAGE sql AS $$
  WITH raised AS (
    INSERT INTO user_counters AS counters (user_id, tasks_revision, threads_revision)
    SELECT id, (topic = 'tasks')::int, (topic = 'threads')::int FROM "user" WHERE id = ANY (user_ids)
    ORDER BY id
    ON CONFLICT (user_id) DO UPDATE SET
      tasks_revision = counters.tasks_revision + excluded.tasks_revision,
      threads_revision = counters.threads_revision + excluded.threads_revision
    RETURNING user_id, CASE topic WHEN 'tasks' THEN tasks_revision ELSE threads_revision END AS revision
  )
  SELECT pg_notify('parley_changes', topic || ' ' || revision || ' ' || user_id) FROM raised;
$$;
--> statement-breakpoint
CREATE FUNCTION parley_on_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  user_ids text[];
BEGIN
  SELECT array_agg(DISTINCT user_id) INTO user_ids FROM changed_rows;
  IF user_ids IS NOT NULL THEN
    PERFORM parley_changed(user_ids, TG_ARGV[0]);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tasks_inserted AFTER INSERT ON tasks REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('tasks');
--> statement-breakpoint
CREATE TRIGGER tasks_updated AFTER UPDATE ON tasks REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('tasks');
--> statement-breakpoint
CREATE TRIGGER tasks_deleted AFTER DELETE ON tasks REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('tasks');
--> statement-breakpoint
CREATE TRIGGER threads_inserted AFTER INSERT ON threads REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
--> statement-breakpoint
CREATE TRIGGER threads_updated AFTER UPDATE ON threads REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
--> statement-breakpoint
CREATE TRIGGER threads_deleted AFTER DELETE ON threads REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
--> statement-breakpoint
CREATE TRIGGER thread_items_inserted AFTER INSERT ON thread_items REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
--> statement-breakpoint
CREATE TRIGGER thread_items_updated AFTER UPDATE ON thread_items REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
--> statement-breakpoint
CREATE TRIGGER thread_items_deleted AFTER DELETE ON thread_items REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION parley_on_change('threads');
