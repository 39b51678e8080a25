-- CREATE FUNCTION refused: places in the body, types of parameters and results; DROP FUNCTION IF EXISTS.

CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELECT nope';
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS $$SELECT nope$$;
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELEC 1';
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS $x$
SELECT 1;
SELEC 1$x$;
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELECT ''a'' + nope';
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS E'SELECT \n nope';
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS U&'SELECT nope';
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELECT nope' COST 1;
CREATE FUNCTION bad() RETURNS int LANGUAGE sql AS 'SELECT 1 +';

CREATE FUNCTION bad(nosuch) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(a nosuch) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(a no.such) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS nosuch LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS SETOF nosuch LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS TABLE (a nosuch) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(OUT a nosuch) LANGUAGE sql AS 'SELECT 1';

DROP FUNCTION IF EXISTS add1(int);
DROP FUNCTION IF EXISTS add1(int, timestamptz, varchar(5), text[], nosuch);
DROP FUNCTION IF EXISTS add1(int, double precision, no.such);
DROP FUNCTION IF EXISTS add1(int, double precision, pg_catalog.int4, public.foo[]);
DROP FUNCTION IF EXISTS nosuch.add1(int);
DROP FUNCTION IF EXISTS public.add1(integer);
DROP FUNCTION IF EXISTS public.add1;
DROP FUNCTION IF EXISTS add1(a int, OUT b int, VARIADIC c int[]);
DROP FUNCTION add1(int, nosuch);
DROP FUNCTION add1(int, timestamptz);

CREATE FUNCTION bad(cstring) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(internal) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(void) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(record) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(trigger) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(a "any") RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS cstring LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS "any" LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS trigger LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS internal LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS anyelement LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS anyarray LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(anyelement) RETURNS anyrange LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad() RETURNS anycompatible LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(OUT anyelement) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(SETOF int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION good() RETURNS record LANGUAGE sql AS 'SELECT 1, 2';
CREATE FUNCTION goodv() RETURNS void LANGUAGE sql AS 'SELECT 1, 2';

CREATE FUNCTION bad(variadic a int[], b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(variadic a int[], variadic b int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION goodo(variadic a int[], out b int) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION goodc(variadic a anycompatiblearray) RETURNS text LANGUAGE sql AS 'SELECT $1::text';
select oid::regprocedure, provariadic::regtype, proargmodes, proargtypes from pg_proc where proname in ('goodc', 'goodo');
