-- LIKE in CREATE TABLE, among other columns: numbers of columns differ from those of the source.

create table src (id int primary key, gone int, a int default 7, b text not null check (b <> 'no'), c int generated always as (a * 2) stored, d int unique, check (a > d));
alter table src drop column gone;
comment on column src.b is 'bee';
create table cp (x int, like src including all, y text default 'y');
insert into cp (id, b) values (1, 'q') returning *;
insert into cp (id, b) values (1, 'q') returning *;
insert into cp (id, b) values (2, 'no') returning *;
insert into cp (id, b, a, d) values (2, 'x', 1, 2) returning *;
insert into cp (id, b, a, d) values (2, 'x', 5, 2) returning *;
insert into cp (id, b, a, d) values (3, 'x', 5, 2) returning *;
select attname, attnum, attnotnull, pg_get_expr(adbin, adrelid) from pg_attribute a left join pg_attrdef d on adrelid = attrelid and adnum = attnum where attrelid = 'cp'::regclass and attnum > 0 order by attnum;
select col_description('cp'::regclass, 4);
create table cp2 (like src including generated, like cp);
create table cp3 (like src including generated including defaults);
insert into cp3 (id, b, a) values (1, 'x', 3) returning *;
create table cp4 (z int, like src including constraints);
insert into cp4 (id, b, a) values (1, 'no', 3) returning *;
