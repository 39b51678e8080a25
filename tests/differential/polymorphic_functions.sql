-- Functions in language sql whose parameters stand for any type: the call says which.

CREATE FUNCTION same(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION pair(a anyelement, b anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[a, b]';
CREATE FUNCTION first_of(anyarray) RETURNS anyelement LANGUAGE sql IMMUTABLE AS 'SELECT $1[1]';
CREATE FUNCTION many(anyelement, int) RETURNS SETOF anyelement LANGUAGE sql AS 'SELECT $1 FROM generate_series(1, $2)';
CREATE FUNCTION smaller(x anycompatible, y anycompatible) RETURNS anycompatible LANGUAGE sql STRICT AS 'SELECT CASE WHEN x < y THEN x ELSE y END';
CREATE FUNCTION count_of(anyarray) RETURNS int LANGUAGE sql AS 'SELECT cardinality($1)';
CREATE FUNCTION both(IN a anyelement, OUT x anyelement, OUT y anyarray) LANGUAGE sql AS 'SELECT $1, ARRAY[$1, $1]';
CREATE FUNCTION kind(anyelement) RETURNS text LANGUAGE sql AS 'SELECT pg_typeof($1)::text';
CREATE FUNCTION twice(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT $1 + $1';
CREATE FUNCTION longest(VARIADIC anyarray) RETURNS anyelement LANGUAGE sql AS 'SELECT max(v) FROM unnest($1) v';
CREATE FUNCTION with_default(a anyelement, b int DEFAULT 3) RETURNS anyelement LANGUAGE sql AS 'SELECT a FROM generate_series(1, b) LIMIT 1';

SELECT same(1), same('x'::text), same(1.5), same(NULL::date), same(ARRAY[1, 2]), same(true);
SELECT pg_typeof(same(1)), pg_typeof(same('x'::varchar)), pg_typeof(pair(1, 2)), pg_typeof(first_of(ARRAY['a']));
SELECT pair(1, 2), pair('a'::text, 'b'), pair(NULL::int, 3), first_of(ARRAY[3, 4]), first_of(ARRAY['q', 'r']), first_of('{}'::int[]);
SELECT many(7, 3);
SELECT * FROM many('x'::text, 2);
SELECT * FROM many(1.25, 2) WITH ORDINALITY;
SELECT smaller(1, 2.5), smaller(3, 2), smaller('b'::text, 'a'), smaller(NULL, 1), pg_typeof(smaller(1, 2.5));
SELECT count_of(ARRAY[1, 2, 3]), count_of(ARRAY['a']), kind(1), kind('x'::text), kind(now()), kind(ARRAY[1]);
SELECT * FROM both(5);
SELECT both('x'::text), (both(2)).y;
SELECT twice(2), twice(2.5), twice(interval '1 day');
SELECT longest(1, 5, 3), longest('a'::text, 'c', 'b'), longest(VARIADIC ARRAY[2, 9]);
SELECT with_default(1), with_default('x'::text, 2), with_default(b => 1, a => 2.5);
SELECT i, same(i), twice(i) FROM generate_series(1, 3) i;
SELECT same(twice(same(3)));
SELECT max(same(i)) FROM generate_series(1, 3) i WHERE same(i) > 1;

SELECT same('x');
SELECT same(NULL);
SELECT pair(1, 'x');
SELECT pair(1, 'x'::text);
SELECT first_of(1);
SELECT twice('x'::text);
SELECT smaller(1, 'x'::text);
CREATE FUNCTION bad() RETURNS anyelement LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION bad(int) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[1]';
CREATE FUNCTION bad(anyelement) RETURNS anycompatible LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION bad(anyelement) RETURNS anyelement LANGUAGE sql RETURN $1;
CREATE FUNCTION bad(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELEC $1';
CREATE FUNCTION wrong(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT now()';
SELECT wrong(1);
CREATE FUNCTION unknown_column(anyelement) RETURNS anyelement LANGUAGE sql AS 'SELECT nope';
SELECT unknown_column(1);
