-- What ANALYZE finds of tables that are in the sample as a whole: pg_stats shows the same.

create table s (id int primary key, few int, skew text, many int, d date, n numeric(10,2), b bool, gaps text, ts timestamp, f float8, r real, c char(6), v varchar(40), big bigint, u uuid, one int, none text);
insert into s select i, i % 5, 'w' || floor(sqrt(i * 7919 % 3000)), i * 7919 % 1000, date '2024-01-01' + (i * 31 % 400), (i * 13 % 777) / 4.0, i % 10 = 0, case when i % 3 = 0 then null else 'g' || i % 50 end, timestamp '2024-01-01' + (i * 17 % 2000) * interval '1 hour', sqrt(i % 300), (i % 90) / 8.0, 'c' || i % 120, repeat('v', i % 37) || i % 11, i * 1000000007, ('00000000-0000-0000-0000-' || lpad((i % 800)::text, 12, '0'))::uuid, 7, null from generate_series(1, 2500) i;
insert into s select i, i % 5, 'w' || floor(sqrt(i * 7919 % 3000)), i * 7919 % 1000, date '2024-01-01' + (i * 31 % 400), (i * 13 % 777) / 4.0, i % 10 = 0, case when i % 3 = 0 then null else 'g' || i % 50 end, timestamp '2024-01-01' + (i * 17 % 2000) * interval '1 hour', sqrt(i % 300), (i % 90) / 8.0, 'c' || i % 120, repeat('v', i % 37) || i % 11, i * 1000000007, ('00000000-0000-0000-0000-' || lpad((i % 800)::text, 12, '0'))::uuid, 7, null from generate_series(2501, 5000) i;
insert into s select i, i % 5 + (i % 100) * 50, 'w' || floor(sqrt(i * 7919 % 30000)), i * 7919 % 100000, date '2020-01-01' + (i * 31 % 4000), (i * 13 % 7777) / 4.0, i % 7 = 0, case when i % 3 = 0 then null else 'g' || i % 5000 end, timestamp '2024-01-01' + (i * 17 % 20000) * interval '1 minute', sqrt(i), i / 8.0, 'c' || i % 1200, repeat('v', i % 7) || i % 1100, i * 10007, ('00000000-0000-0000-0000-' || lpad((i % 8000)::text, 12, '0'))::uuid, 7, null from generate_series(5001, 7500) i;
analyze s;
select attname, inherited, null_frac, n_distinct from pg_stats where tablename = 's' order by attname;
select attname, avg_width from pg_stats where tablename = 's' order by attname;
select attname, most_common_vals, most_common_freqs from pg_stats where tablename = 's' order by attname;
select attname, histogram_bounds from pg_stats where tablename = 's' order by attname;
select attname, correlation from pg_stats where tablename = 's' and attname not in ('none', 'one') order by attname;
select attname, most_common_elems, most_common_elem_freqs, elem_count_histogram from pg_stats where tablename = 's' order by attname;
select reltuples from pg_class where relname = 's';

-- many values, some of them common
create table m (id int primary key, x int, t text);
insert into m select i, case when i % 4 = 0 then i % 3 else i end, case when i % 50 = 0 then 'often' when i % 60 = 0 then 'also' else 'x' || i / 2 end from generate_series(1, 3000) i;
insert into m select i, case when i % 4 = 0 then i % 3 else i end, case when i % 50 = 0 then 'often' when i % 60 = 0 then 'also' else 'x' || i / 2 end from generate_series(3001, 6000) i;
analyze m;
select * from pg_stats where tablename = 'm' order by attname;

-- what is too long stands in no list
create table w (id int primary key, t text, l text);
insert into w select i, case when i % 2 = 0 then repeat('x', 1015 + i % 10) else 'short' || i % 3 end, repeat('y', 2000 + i) from generate_series(1, 300) i;
analyze w;
select attname, null_frac, n_distinct, most_common_vals, most_common_freqs, histogram_bounds from pg_stats where tablename = 'w' and attname <> 'l' order by attname;
select attname, null_frac, n_distinct, most_common_vals, histogram_bounds from pg_stats where tablename = 'w' and attname = 'l';

-- nothing, one row, two rows, one value, and no order
create table e (id int primary key, a text, j json);
analyze e;
select attname, null_frac, n_distinct from pg_stats where tablename = 'e' order by attname;
select reltuples from pg_class where relname = 'e';
insert into e values (1, 'one', '{}');
analyze e;
select attname, null_frac, n_distinct, most_common_vals, histogram_bounds, correlation from pg_stats where tablename = 'e' order by attname;
insert into e values (2, 'two', '{"a": 1}');
analyze e;
select attname, null_frac, n_distinct, most_common_vals, histogram_bounds, correlation from pg_stats where tablename = 'e' order by attname;
insert into e select i, null, null from generate_series(3, 100) i;
analyze e;
select attname, null_frac, n_distinct, most_common_vals, histogram_bounds, correlation from pg_stats where tablename = 'e' order by attname;

-- values that compare equal, and values that are no numbers
create table q (id int primary key, n numeric(10,2), f float8, c char(5), t text);
insert into q select i, case when i % 5 = 0 then 'NaN'::numeric when i % 3 = 0 then 1.00 else 1.0 end, case when i % 5 = 0 then 'NaN'::float8 when i % 7 = 0 then '-Infinity' else i end, case when i % 2 = 0 then 'a' else 'a ' end, case when i % 9 = 0 then '' when i % 4 = 0 then 'a b' when i % 5 = 0 then 'NULL' else '{"' || i || ',' end from generate_series(1, 200) i;
analyze q;
select attname, null_frac, n_distinct, most_common_vals, most_common_freqs, histogram_bounds from pg_stats where tablename = 'q' order by attname;

-- most_common_vals is of type anyarray
select pg_typeof(most_common_vals), most_common_vals::text, array_to_string(most_common_vals, '|') from pg_stats where tablename = 's' and attname in ('few', 'b') order by attname;
select (most_common_vals::text::text[])[1] from pg_stats where tablename = 's' and attname = 'b';
select most_common_vals[1] from pg_stats where tablename = 's' and attname = 'b';
select array_length(most_common_vals, 1), array_length(histogram_bounds, 1) from pg_stats where tablename = 's' and attname = 'many';
select unnest(most_common_freqs) from pg_stats where tablename = 's' and attname = 'b';

-- where PostgreSQL keeps it
select * from (select staattnum, stainherit, stanullfrac, stawidth, stadistinct, stakind1, stakind2, stakind3, stakind4, stakind5, staop1, staop2, staop3, stacoll1, stacoll2, stacoll3, stanumbers1, stavalues1, stanumbers2, stavalues2, stavalues3, stavalues5 from pg_statistic where starelid = 's'::regclass) k where staattnum < 16 order by staattnum;
