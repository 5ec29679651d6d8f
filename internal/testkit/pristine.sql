-- Remembers a database as it is, and brings it back between two tests.
CREATE SCHEMA pristine;
CREATE TABLE pristine.sequences AS SELECT sequencename, last_value, start_value FROM pg_sequences WHERE schemaname = 'public';
-- What a table's rows are given: all columns but those that PostgreSQL works out itself. Null where it has no rows.
CREATE TABLE pristine.tables (name text PRIMARY KEY, given text);

DO $$
DECLARE
	name text;
	filled boolean;
BEGIN
	FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
		EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO filled;
		INSERT INTO pristine.tables SELECT name, CASE WHEN filled THEN string_agg(quote_ident(attname), ', ') END FROM pg_attribute
			WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
		IF filled THEN
			EXECUTE format('CREATE TABLE pristine.%I AS TABLE public.%I', 'of_' || name, name);
		END IF;
	END LOOP;
END
$$;

-- kept is the name of the pool that stays.
CREATE FUNCTION pristine.restore(kept text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	t record;
	filled boolean;
	seq record;
BEGIN
	-- Whoever is still here belongs to a test that has ended.
	PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
		WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
			AND (application_name <> kept OR state <> 'idle');
	-- No triggers: neither foreign keys nor the search index are to look at rows that go together.
	SET LOCAL session_replication_role = replica;
	FOR t IN SELECT tablename AS name FROM pg_tables p WHERE schemaname = 'public'
			AND NOT EXISTS (SELECT FROM pristine.tables k WHERE k.name = p.tablename) LOOP
		EXECUTE format('DROP TABLE public.%I CASCADE', t.name);
	END LOOP;
	FOR t IN SELECT * FROM pristine.tables LOOP
		IF pg_relation_size(format('public.%I', t.name)) > 128 * 1024 THEN
			EXECUTE format('TRUNCATE public.%I CASCADE', t.name);
		END IF;
	END LOOP;
	FOR t IN SELECT * FROM pristine.tables LOOP
		EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t.name) INTO filled;
		IF filled THEN
			EXECUTE format('DELETE FROM public.%I', t.name);
		END IF;
		IF t.given IS NOT NULL THEN
			EXECUTE format('INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM pristine.%3$I', t.name, t.given, 'of_' || t.name);
		END IF;
	END LOOP;
	FOR seq IN SELECT s.*, now.last_value AS at FROM pristine.sequences s
			JOIN pg_sequences now ON now.schemaname = 'public' AND now.sequencename = s.sequencename LOOP
		IF seq.at IS DISTINCT FROM seq.last_value THEN
			PERFORM setval(format('public.%I', seq.sequencename), coalesce(seq.last_value, seq.start_value), seq.last_value IS NOT NULL);
		END IF;
	END LOOP;
END
$$;
