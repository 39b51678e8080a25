package dev.borealis.engine.define;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.borealis.engine.catalog.Catalog;
import dev.borealis.engine.catalog.CatalogStore;
import dev.borealis.engine.catalog.ConstraintDefinition;
import dev.borealis.engine.catalog.JobTable;
import dev.borealis.engine.catalog.Privilege;
import dev.borealis.engine.catalog.Relation;
import dev.borealis.engine.catalog.RoleDefinition;
import dev.borealis.engine.catalog.SystemObjects;
import dev.borealis.engine.catalog.SystemOids;
import dev.borealis.engine.function.FunctionRegistry;
import dev.borealis.engine.transaction.StoreTransaction;
import dev.borealis.sql.Parser;
import dev.borealis.sql.ParserOptions;
import dev.borealis.sql.ast.DefinitionStatement;
import dev.borealis.store.RelationPrefix;
import dev.borealis.store.Store;
import dev.borealis.store.StoreId;
import dev.borealis.store.memory.MemoryStorage;
import dev.borealis.types.TypeContext;
import dev.borealis.types.error.Notice;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class DefinerTest {
    private final Store store =
            new MemoryStorage(RelationPrefix.fixed(4)).create(new StoreId("test"));
    private final Random random = new Random(7);
    private final Clock clock = Clock.systemUTC();
    private final CatalogStore catalogs = new CatalogStore(store, SystemObjects.NONE);
    private final FunctionRegistry registry = FunctionRegistry.builtin();
    private final Sequences sequences = new Sequences(store);
    private final Definer definer =
            new Definer(catalogs, registry, (_, _, _) -> {}, sequences, clock, random);
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void bootstrap() {
        catalogs.bootstrap(clock, random);
    }

    private DefinitionResult run(String sql) {
        notices.clear();
        var statement =
                (DefinitionStatement)
                        Parser.parse(sql, ParserOptions.DEFAULT)
                                .statements()
                                .getFirst()
                                .statement();
        try (var transaction = new StoreTransaction(store, clock, random, false)) {
            var context =
                    new DefinitionContext(
                            transaction,
                            RoleDefinition.ADMIN,
                            List.of("public"),
                            TypeContext.DEFAULT,
                            notice -> notices.add(text(notice)));
            DefinitionResult result = definer.execute(statement, context);
            transaction.commit();
            return result;
        }
    }

    private static String text(Notice notice) {
        return notice.text() + (notice.detail() == null ? "" : "\n" + notice.detail());
    }

    private void fails(String sql, String text) {
        assertThatThrownBy(() -> run(sql))
                .as(sql)
                .isInstanceOf(SqlException.class)
                .hasMessage(text);
    }

    private Catalog catalog() {
        try (var transaction = new StoreTransaction(store, clock, random, true)) {
            return catalogs.of(transaction);
        }
    }

    private @Nullable Relation relation(String name) {
        return catalog().relation(SystemOids.PUBLIC, name);
    }

    private Relation.Table table(String name) {
        return (Relation.Table) java.util.Objects.requireNonNull(relation(name));
    }

    @Test
    void namesAreThoseThatPostgresqlGives() {
        run("create table p(id int primary key, u int unique, v int)");
        run(
                "create table c(id bigint generated always as identity (cache 1), a int check (a > 0), b int references p, unique(a, b), check (a < b), constraint named check (a <> 5))");
        assertThat(table("c").constraints())
                .extracting(ConstraintDefinition::name)
                .containsExactly("c_a_check", "c_check", "named", "c_a_b_key", "c_b_fkey");
        assertThat(relation("c_id_seq")).isInstanceOf(Relation.Sequence.class);
        assertThat(relation("p_pkey")).isInstanceOf(Relation.Index.class);
        assertThat(relation("p_u_key")).isInstanceOf(Relation.Index.class);
        assertThat(table("p").referencedBy()).containsExactly(table("c").oid());
        DefinitionResult result = run("create index async on p (lower(v::text), (v + 2))");
        assertThat(result.tag()).isEqualTo("CREATE INDEX");
        assertThat(result.job()).matches("[a-z2-7]{26}");
        assertThat(
                        ((Relation.Index)
                                        java.util.Objects.requireNonNull(
                                                relation("p_lower_expr_idx")))
                                .state())
                .isEqualTo(Relation.IndexState.BUILDING);
        run("create index async on p (v)");
        run("create index async on p (v)");
        assertThat(relation("p_v_idx1")).isNotNull();
        try (var transaction = new StoreTransaction(store, clock, random, true)) {
            assertThat(JobTable.all(transaction)).hasSize(3);
        }
    }

    @Test
    void refusalsAreInTheServicesWords() {
        fails(
                "create temp table t(a int)",
                "TEMPORARY or TEMP table not supported for CREATE TABLE");
        fails("create table t(a int[])", "datatype integer[] not supported");
        fails("create table t(a money)", "datatype money not supported");
        fails("create table t(a bit(8))", "datatype bit not supported");
        fails(
                "create table t(a char(5000))",
                "Datatype limit greater than 4096 bytes not supported for char");
        fails("create table t(a jsonb primary key)", "datatype jsonb is not supported in a key");
        fails(
                "create table t(a int generated always as identity)",
                "datatype integer not supported, identity column type must be bigint");
        fails(
                "create sequence s",
                "CREATE SEQUENCE is not supported without an explicit cache size. please define CACHE greater than or equal to 65536 or equal to 1");
        fails(
                "create table t(a varchar(1500), b varchar(600), primary key(a, b))",
                "key size greater than 2000 bytes not supported");
        fails("create table t(a int, a int)", "column \"a\" specified more than once");
        fails(
                "create table t(a int, b int generated always as (a + random()::int) stored)",
                "generation expression is not immutable");
        fails("create table nowhere.t(a int)", "schema \"nowhere\" does not exist");
        fails("create table pg_catalog.t(a int)", "permission denied for schema pg_catalog");
        run("create table t(a int primary key, b int)");
        fails("create index i on t(b)", "unsupported mode. please use CREATE INDEX ASYNC.");
        fails(
                "create index async i on t(b desc)",
                "specifying sort order not supported for index keys");
        fails(
                "alter table t add column c int not null",
                "ALTER TABLE ADD COLUMN with constraint not supported");
        fails(
                "alter table t alter column b type bigint",
                "unsupported ALTER TABLE ALTER COLUMN ... SET DATA TYPE statement");
        fails(
                "alter table t add constraint x check (b > 0)",
                "unsupported ALTER TABLE ADD CONSTRAINT statement");
        fails("alter table t drop column a", "cannot drop primary key column a");
        fails(
                "create table u(x int references t(b))",
                "there is no unique constraint matching given keys for referenced table \"t\"");
        fails("drop table nope", "table \"nope\" does not exist");
    }

    @Test
    void dropsFollowDependencies() {
        run("create table p(id int primary key, v int)");
        run("create table c(id int primary key, pid int references p)");
        run("create view vw as select id, v from p");
        run("create view vw2 as select * from vw");
        assertThatThrownBy(() -> run("drop table p"))
                .hasMessage("cannot drop table p because other objects depend on it")
                .hasFieldOrPropertyWithValue(
                        "detail",
                        "constraint c_pid_fkey on table c depends on table p\n"
                                + "view vw depends on table p\n"
                                + "view vw2 depends on view vw");
        assertThatThrownBy(() -> run("alter table p drop column v"))
                .hasMessage("cannot drop column v of table p because other objects depend on it");
        run("drop table p cascade");
        assertThat(notices)
                .containsExactly(
                        "drop cascades to 3 other objects\n"
                                + "drop cascades to constraint c_pid_fkey on table c\n"
                                + "drop cascades to view vw\n"
                                + "drop cascades to view vw2");
        assertThat(relation("vw2")).isNull();
        assertThat(relation("p_pkey")).isNull();
        assertThat(table("c").constraints()).hasSize(1);
        run("create schema s");
        run("create table s.t(a int)");
        fails("drop schema s", "cannot drop schema s because other objects depend on it");
        run("drop schema s cascade");
        assertThat(notices).containsExactly("drop cascades to table s.t");
        run("drop table if exists nope");
        assertThat(notices).containsExactly("table \"nope\" does not exist, skipping");
    }

    @Test
    void alterationsChangeWhatTheySay() {
        run("create table t(id int primary key, a int, b text default 'x')");
        run("create index async i on t(a)");
        run("alter table t add column c numeric");
        run("alter table t drop column a");
        assertThat(relation("i")).isNull();
        run("alter table t rename column b to bb");
        run("alter table t alter column bb set default 'y'");
        run("alter table t rename to t2");
        run("alter table t2 add constraint ch check (c > 0) not valid");
        var check = (ConstraintDefinition.Check) table("t2").constraints().getLast();
        assertThat(check.validated()).isFalse();
        DefinitionResult validation = run("alter table async t2 validate constraint ch");
        assertThat(validation.returnsJob()).isTrue();
        assertThat(validation.job()).hasSize(26);
        run("alter table t2 rename constraint t_pkey to key");
        assertThat(relation("key")).isInstanceOf(Relation.Index.class);
        run("comment on column t2.c is 'money'");
        assertThat(catalog().comment(SystemOids.CLASS_RELATION, table("t2").oid(), 4))
                .isEqualTo("money");
        run("create domain d as int check (value > 0)");
        run("create table u(x d)");
        fails("drop domain d", "cannot drop type d because other objects depend on it");
        run("create role r login");
        run("grant select, insert on t2 to r");
        assertThat(table("t2").privileges())
                .extracting(Privilege::rights)
                .containsExactly("arwdDxt", "ar"); // the owner's are written down with the first
        fails("drop role r", "role \"r\" cannot be dropped because some objects depend on it");
        run("revoke all on t2 from r");
        run("aws iam grant r to 'arn:aws:iam::012345678912:role/example'");
        fails("drop role r", "role \"r\" cannot be dropped because some objects depend on it");
        run("aws iam revoke r from 'arn:aws:iam::012345678912:role/example'");
        run("drop role r");
        fails(
                "aws iam grant admin to 'arn:aws:iam::012345678912:role/example'",
                "Cannot establish trust with role admin");
        run("create function f(int) returns int language sql immutable as 'select $1 + 1'");
        fails(
                "create function f(int) returns int language plpgsql as 'x'",
                "CREATE FUNCTION with language plpgsql not supported");
    }

    @Test
    void sequencesCountOutsideTransactions() {
        run("create sequence s cache 1 increment 5 maxvalue 12 cycle");
        var sequence = (Relation.Sequence) java.util.Objects.requireNonNull(relation("s"));
        Sequences.Session session = sequences.session();
        assertThatThrownBy(() -> session.current(sequence))
                .hasMessage("currval of sequence \"s\" is not yet defined in this session");
        assertThat(
                        List.of(
                                session.next(sequence),
                                session.next(sequence),
                                session.next(sequence),
                                session.next(sequence)))
                .containsExactly(1L, 6L, 11L, 1L);
        assertThat(session.current(sequence)).isEqualTo(1);
        session.set(sequence, 11, true);
        run("alter sequence s no cycle");
        var changed = (Relation.Sequence) java.util.Objects.requireNonNull(relation("s"));
        assertThatThrownBy(() -> session.next(changed))
                .hasMessage("nextval: reached maximum value of sequence \"s\" (12)");
    }

    @Test
    void manyStatementsRunAndNoneIsADefect() {
        String script =
                """
                create table base(id uuid primary key default gen_random_uuid(), n numeric default 1.5, j jsonb default '{"a": 1}', t timestamptz default now(), i interval default '1 day');
                create table copy(like base including all);
                create table more(like base including defaults, extra int);
                create table self(id int primary key, parent int references self on delete cascade);
                create unique index async on base (n) nulls not distinct;
                create index async inc on base (t) include (j);
                create view v(a, b) as select id, n from base where n > 1;
                create or replace view v(a, b, c) as select id, n, t from base;
                alter view v rename column c to cc;
                alter view v rename to v2;
                create sequence s1 cache 65536 start 10 owned by base.n;
                alter sequence s1 restart with 20;
                alter sequence s1 rename to s2;
                alter table base rename column j to js;
                alter table base alter column n drop default;
                alter table base alter column t set storage plain;
                alter table base add column added varchar(10);
                alter table base add column if not exists added int;
                alter table base drop column if exists nothing;
                alter index inc rename to inc2;
                drop index inc2;
                create schema s authorization admin create table st(a int primary key) create view sv as select * from st;
                alter schema s rename to ss;
                alter table more set schema ss;
                alter table ss.more owner to admin;
                comment on table base is 'b';
                comment on schema ss is 'x';
                comment on constraint base_pkey on base is 'y';
                comment on table base is null;
                create domain email as text default 'a@b' not null check (value like '%@%');
                alter domain email drop default;
                alter domain email rename to mail;
                create table mails(m mail);
                create function two() returns table(x int, y text) language sql as 'select 1, 2::text';
                alter function two() rename to three;
                create or replace function three() returns table(x int, y text) language sql as 'select 2, 3::text';
                drop function three();
                create function add(int, int default 2) returns int language sql immutable return $1 + $2;
                drop function add(int, int);
                create role app with login;
                create role reader;
                grant reader to app;
                grant usage on schema ss to app;
                grant select (id, n), update on base to app with grant option;
                grant all on all tables in schema public to reader;
                alter default privileges in schema public grant select on tables to reader;
                revoke update on base from app;
                revoke reader from app;
                aws iam grant app to 'arn:aws:iam::012345678912:role/example';
                aws iam revoke app from 'arn:aws:iam::012345678912:role/example';
                alter role app rename to app2;
                create statistics st1 on n, t from base;
                alter statistics st1 set statistics 50;
                drop statistics st1;
                create table fk(id int, a uuid, foreign key (a) references base match full on delete set null deferrable initially deferred);
                alter table fk alter constraint fk_a_fkey not deferrable;
                alter table fk drop constraint fk_a_fkey;
                create unique index async uq on fk(id);
                drop table if exists base, copy, more cascade;
                drop schema ss cascade;
                drop table mails, self, fk;
                drop domain mail;
                drop sequence if exists s2
                """;
        for (String sql : script.split(";\n")) {
            try {
                run(sql);
            } catch (SqlException | IllegalStateException failure) {
                throw new AssertionError(sql, failure);
            }
        }
        assertThat(catalog().relations()).isEmpty();
    }
}
