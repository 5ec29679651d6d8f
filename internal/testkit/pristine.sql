-- Remembers a database as the migrations left it, and brings it back between two tests.
CREATE SCHEMA pristine;
CREATE TABLE pristine.sequences AS SELECT sequencename, last_value, start_value FROM pg_sequences WHERE schemaname = 'public';

DO $$
DECLARE
	name text;
BEGIN
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
		EXECUTE format('CREATE TABLE pristine.%I AS TABLE public.%I', name, name);
	END LOOP;
END
$$;

CREATE FUNCTION pristine.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	name text;
	given text;
	seq record;
BEGIN
	-- Whoever is still here belongs to a test that has ended.
	PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend';
	-- No triggers: neither foreign keys nor the search index are to look at rows that go together.
	SET LOCAL session_replication_role = replica;
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
		IF to_regclass(format('pristine.%I', name)) IS NULL THEN
			EXECUTE format('DROP TABLE public.%I CASCADE', name);
		ELSIF pg_relation_size(format('public.%I', name)) > 128 * 1024 THEN
			EXECUTE format('TRUNCATE public.%I CASCADE', name);
		END IF;
	END LOOP;
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
		SELECT string_agg(quote_ident(attname), ', ') INTO given FROM pg_attribute
			WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
		EXECUTE format('DELETE FROM public.%I', name);
		EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM pristine.%1$I', name, given);
	END LOOP;
	FOR seq IN SELECT * FROM pristine.sequences LOOP
		PERFORM setval(format('public.%I', seq.sequencename), coalesce(seq.last_value, seq.start_value), seq.last_value IS NOT NULL);
	END LOOP;
END
$$;
