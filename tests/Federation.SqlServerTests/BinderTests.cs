namespace Federation.SqlServerTests;

/// <summary>The check itself: one bad query and one bad schema of each kind is refused.</summary>
public sealed class BinderTests
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE parent (a INT NOT NULL CONSTRAINT pk_parent PRIMARY KEY, b NVARCHAR(10) NULL)",
        "CREATE TABLE child (a INT NOT NULL, c INT NOT NULL)",
    ];

    [Theory]
    [InlineData("SELECT x FROM parent")]
    [InlineData("SELECT p.x FROM parent p")]
    [InlineData("SELECT a FROM parent WHERE x = 1")]
    [InlineData("SELECT p.a FROM parent p JOIN child c ON c.x = p.a")]
    [InlineData("SELECT a FROM parent ORDER BY x")]
    [InlineData("INSERT INTO parent (x) VALUES (1)")]
    [InlineData("UPDATE parent SET x = 1")]
    [InlineData("DELETE FROM parent OUTPUT deleted.x WHERE a = 1")]
    [InlineData("SELECT a FROM parent p JOIN child c ON c.a = p.a")]
    [InlineData("SELECT a FROM nowhere")]
    [InlineData("EXEC no_such_procedure")]
    [InlineData("SELECT dbo.no_such_function(1)")]
    [InlineData("SELECT a FROM parent LIMIT 1")]
    [InlineData("MERGE parent")]
    public void A_bad_query_is_refused(string sql)
    {
        using var binder = new Binder(Schema);
        binder.Check(sql).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("CREATE TABLE t (a INT NOT NULL, CONSTRAINT fk FOREIGN KEY (a) REFERENCES nowhere (a))")]
    [InlineData("CREATE TABLE t (a INT NOT NULL, CONSTRAINT fk FOREIGN KEY (a) REFERENCES child (a))")]
    [InlineData("CREATE TABLE t (a BIGINT NOT NULL, CONSTRAINT fk FOREIGN KEY (a) REFERENCES parent (a))")]
    [InlineData("CREATE TABLE t (a INT NOT NULL, a INT NOT NULL)")]
    [InlineData("CREATE TABLE t (a no_such_type NOT NULL)")]
    [InlineData("CREATE INDEX ix ON parent (x)")]
    [InlineData("CREATE INDEX ix ON nowhere (x)")]
    public void A_bad_schema_is_refused(string definition)
    {
        using var binder = new Binder([.. Schema, definition]);
        binder.ValidateSchema().ShouldNotBeEmpty();
    }

    [Fact]
    public void A_good_query_is_good()
    {
        using var binder = new Binder(Schema);
        binder.Check("DELETE FROM parent OUTPUT deleted.a WHERE a IN (SELECT c.a FROM child c WHERE c.c = @c ORDER BY c.a OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY)").ShouldBeEmpty();
    }

    [Fact]
    public void A_dropped_column_is_gone()
    {
        var schema = FoldedSchema.Of(["CREATE TABLE t (a INT NOT NULL, b INT NULL);", "ALTER TABLE t ADD c INT NULL;", "ALTER TABLE t DROP COLUMN b;"]);
        using var binder = new Binder(schema.Definitions);
        binder.Check("SELECT a, c FROM t").ShouldBeEmpty();
        binder.Check("SELECT b FROM t").ShouldNotBeEmpty();
    }

    [Fact]
    public void A_statement_that_cannot_be_folded_is_refused() =>
        Should.Throw<InvalidOperationException>(() => FoldedSchema.Of(["IF 1 = 1 CREATE TABLE t (a INT NOT NULL)"]));

    [Fact]
    public void Long_keys_and_several_cascades_are_found()
    {
        KeyLengths.TooLong(FoldedSchema.Of(["CREATE TABLE t (a NVARCHAR(451) NOT NULL CONSTRAINT pk PRIMARY KEY)"])).ShouldHaveSingleItem();
        KeyLengths.TooLong(FoldedSchema.Of(["CREATE TABLE t (a NVARCHAR(400) NOT NULL, b NVARCHAR(51) NOT NULL, CONSTRAINT pk PRIMARY KEY (a, b))"])).ShouldHaveSingleItem();
        KeyLengths.TablesOfSeveralCascades(FoldedSchema.Of(
        [
            "CREATE TABLE t (a INT CONSTRAINT f1 REFERENCES p (a) ON DELETE CASCADE, b INT CONSTRAINT f2 REFERENCES q (a) ON DELETE CASCADE)",
        ])).ShouldHaveSingleItem();
    }
}
