-- Who may do what: owners who revoke from themselves, grants of others, functions called in views, defaults and constraints.

-- only postgres
DROP ROLE IF EXISTS private_owner;
CREATE ROLE private_owner WITH LOGIN;
-- only borealis
GRANT private_owner TO admin;
-- only postgres
DROP ROLE IF EXISTS private_friend;
CREATE ROLE private_friend WITH LOGIN;
-- only borealis
GRANT private_friend TO admin;
-- only postgres
DROP ROLE IF EXISTS private_third;
CREATE ROLE private_third WITH LOGIN;
-- only borealis
GRANT private_third TO admin;
create schema s;
grant usage, create on schema s to private_owner, private_friend, private_third;

SET ROLE private_owner;
create table s.t (id int primary key, v int);
insert into s.t values (1, 2);
select relacl from pg_class where relname = 't';
revoke insert on s.t from private_owner;
select relacl from pg_class where relname = 't';
insert into s.t values (2, 3);
select has_table_privilege('s.t', 'insert'), has_table_privilege('s.t', 'select'), has_table_privilege('private_owner', 's.t', 'insert with grant option'), has_table_privilege('private_owner', 's.t', 'select with grant option');
grant insert on s.t to private_friend;
select relacl from pg_class where relname = 't';
grant insert on s.t to private_owner;
select relacl from pg_class where relname = 't';
insert into s.t values (2, 3);
revoke all on s.t from private_owner;
select relacl from pg_class where relname = 't';
select * from s.t;
select has_table_privilege('s.t', 'insert'), has_table_privilege('s.t', 'select'), has_any_column_privilege('s.t', 'select'), has_column_privilege('s.t', 'v', 'select');
grant select on s.t to private_third;
select relacl from pg_class where relname = 't';
revoke all on s.t from private_friend, private_third;
select relacl from pg_class where relname = 't';
grant all on s.t to private_owner;
select relacl from pg_class where relname = 't';
revoke grant option for select on s.t from private_owner;
select relacl from pg_class where relname = 't';
grant select (v) on s.t to private_friend;
select attacl from pg_attribute where attrelid = 's.t'::regclass and attnum > 0;
revoke select (v) on s.t from private_owner;
select attacl from pg_attribute where attrelid = 's.t'::regclass and attnum > 0;

SET ROLE private_friend;
select v from s.t;
select id from s.t;
select * from s.t;
select has_column_privilege('s.t', 'v', 'select'), has_column_privilege('s.t', 'id', 'select'), has_any_column_privilege('s.t', 'select'), has_table_privilege('s.t', 'select');

SET ROLE private_owner;
create sequence s.sq cache 1;
revoke usage on sequence s.sq from private_owner;
select relacl from pg_class where relname = 'sq';
select nextval('s.sq');
select has_sequence_privilege('s.sq', 'usage'), has_sequence_privilege('s.sq', 'update'), has_sequence_privilege('s.sq', 'select');
revoke all on sequence s.sq from private_owner;
select nextval('s.sq');
select currval('s.sq');
select relacl from pg_class where relname = 'sq';
create function s.f(int) returns int language sql as 'select $1 + 1';
select proacl from pg_proc where proname = 'f' and pronamespace = 's'::regnamespace;
revoke execute on function s.f(int) from private_owner;
select proacl from pg_proc where proname = 'f' and pronamespace = 's'::regnamespace;
select s.f(1);
revoke execute on function s.f(int) from public;
select proacl from pg_proc where proname = 'f' and pronamespace = 's'::regnamespace;
select s.f(1);
select has_function_privilege('s.f(int)', 'execute'), has_function_privilege('private_friend', 's.f(int)', 'execute');

SET ROLE private_friend;
select s.f(1);

SET ROLE private_owner;
grant execute on function s.f(int) to private_friend;
select proacl from pg_proc where proname = 'f' and pronamespace = 's'::regnamespace;

SET ROLE private_friend;
select s.f(1);

SET ROLE private_owner;
grant execute on function s.f(int) to private_owner;
select proacl from pg_proc where proname = 'f' and pronamespace = 's'::regnamespace;

RESET ROLE;
create schema s2 authorization private_owner;

SET ROLE private_owner;
revoke usage on schema s2 from private_owner;
select nspacl from pg_namespace where nspname = 's2';
select has_schema_privilege('s2', 'usage'), has_schema_privilege('s2', 'create');
revoke all on schema s2 from private_owner;
select nspacl from pg_namespace where nspname = 's2';
create view s.vw as select * from s.t;
revoke select on s.vw from private_owner;
select relacl from pg_class where relname = 'vw';
select * from s.vw;
revoke select on s.t from private_owner;
grant select on s.vw to private_friend;

SET ROLE private_friend;
select * from s.vw;

SET ROLE private_owner;
grant select on s.t to private_owner;

SET ROLE private_friend;
select * from s.vw;

SET ROLE private_owner;
grant select on s.t to private_friend with grant option;

SET ROLE private_friend;
grant select on s.t to private_third;

SET ROLE private_owner;
select relacl from pg_class where relname = 't';
revoke select on s.t from private_friend;
revoke grant option for select on s.t from private_friend;
revoke select on s.t from private_friend cascade;
select relacl from pg_class where relname = 't';

SET ROLE private_friend;
revoke select on s.t from private_third;
grant select on s.t to private_third;

SET ROLE private_owner;
grant select on s.t to public;
revoke select on s.t from public;
select relacl from pg_class where relname = 't';
revoke truncate, references, trigger on s.t from private_owner;
select relacl from pg_class where relname = 't';
alter table s.t owner to private_owner;
select relacl from pg_class where relname = 't';

RESET ROLE;
create schema se;
grant usage, create on schema se to private_owner, private_friend;

SET ROLE private_owner;
create table se.t (id int primary key, v int);
insert into se.t values (1, 2);
create function se.f(int) returns int language sql as 'select $1 + 1';
create function se.g(int) returns int language sql security definer as 'select se.f($1)';
create function se.h(int) returns int language sql as 'select se.f($1)';
create function se.i(int) returns int language sql immutable as 'select $1 + 1';
create view se.vf as select id, se.f(v) as x from se.t;
create view se.vi with (security_invoker = true) as select id, se.f(v) as x from se.t;
create view se.vw as select id from se.t where se.f(v) > 0;
create view se.vc as select case when id = 0 then se.f(v) else 0 end as x from se.t;
create view se.vn as select id from (select id, se.f(v) as x from se.t) y;
create view se.vo as select id from se.vf;
create view se.vs as select * from se.f(1);
create table se.d (id int primary key, v int default se.f(1));
create table se.c (id int primary key, v int check (se.i(v) > 0));
create table se.gen (id int primary key, v int generated always as (se.i(id)) stored);
revoke execute on function se.f(int), se.i(int) from public;
grant select on all tables in schema se to private_friend;
grant insert, update, delete on se.d, se.c, se.gen to private_friend;

SET ROLE private_friend;
select se.f(1);
select * from se.vf;
select id from se.vf;
select count(*) from se.vf;
select * from se.vi;
select id from se.vi;
select * from se.vw;
select * from se.vc;
select * from se.vn;
select * from se.vo;
select * from se.vs;
select se.g(1);
select se.h(1);
insert into se.d (id) values (1);
insert into se.d values (1, 5);
insert into se.c values (1, 1);
insert into se.gen values (1);
delete from se.gen;
select * from se.t where se.f(v) = 3;
select * from se.t where false and se.f(v) = 3;
select case when true then 1 else se.f(1) end;
select 1 from se.t limit 0;
select se.f(v) from se.t limit 0;
select se.f(v) from se.t where false;
create view se.mine as select se.f(1) as x;
select * from se.mine;

SET ROLE private_owner;
select * from se.mine;

SET ROLE private_friend;
create table se.mined (id int primary key, v int default se.f(2));
insert into se.mined (id) values (1);
create function se.e2f() returns int language sql as 'select se.f(1)';
select se.e2f();

SET ROLE private_owner;
select se.e2f();

RESET ROLE;
select * from se.mine;

RESET ROLE;
