-- What depends on what is dropped: the order in which it is named, and goes.

CREATE TABLE base (id int PRIMARY KEY, a int, b text);
CREATE VIEW simple AS SELECT id, a FROM base;
CREATE VIEW other AS SELECT a FROM base;
CREATE VIEW nested AS SELECT id FROM simple;
CREATE VIEW both2 AS SELECT s.id FROM simple s JOIN base b ON b.id = s.id;
CREATE VIEW third AS SELECT n.id FROM nested n, both2 x, other o;
CREATE TABLE child (id int PRIMARY KEY, r int REFERENCES base);

DROP TABLE base;
DROP VIEW simple;
DROP VIEW other;
DROP TABLE base, simple;
DROP VIEW nested, both2;
CREATE VIEW zz AS SELECT id FROM simple;
DROP VIEW simple;
CREATE OR REPLACE VIEW other AS SELECT a FROM base WHERE a > 1;
DROP TABLE base;
ALTER TABLE base DROP COLUMN a;

CREATE FUNCTION ff(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW fv AS SELECT ff(1) AS x;
CREATE TABLE ft (id int PRIMARY KEY, v int DEFAULT ff(1), CHECK (ff(v) > 0));
DROP FUNCTION ff(int);

CREATE SCHEMA sc;
CREATE TABLE sc.t1 (id int PRIMARY KEY);
CREATE VIEW sc.v1 AS SELECT * FROM sc.t1;
CREATE VIEW v2 AS SELECT * FROM sc.v1;
DROP SCHEMA sc;
CREATE DOMAIN dm AS int;
CREATE TABLE dt (id int PRIMARY KEY, v dm);
DROP DOMAIN dm;

DROP TABLE base CASCADE;
DROP SCHEMA sc CASCADE;
DROP FUNCTION ff(int) CASCADE;
