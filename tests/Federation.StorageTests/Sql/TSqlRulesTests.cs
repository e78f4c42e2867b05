namespace Federation.StorageTests.Sql;

/// <summary>The check itself: one bad text of each kind is refused.</summary>
public sealed class TSqlRulesTests
{
    [Theory]
    [InlineData("SELECT a FROM t ORDER BY a LIMIT 5", "syntax")]
    [InlineData("INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING", "syntax")]
    [InlineData("DELETE FROM t WHERE a = 1 RETURNING a", "syntax")]
    [InlineData("SELECT a FROM t WHERE a IS DISTINCT FROM 1", "syntax")]
    [InlineData("MERGE t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1;", "MERGE")]
    [InlineData("SELECT a FROM t WITH (UPDLOCK) WHERE a = 1", "table hint")]
    [InlineData("SELECT a FROM t OPTION (RECOMPILE)", "query hint")]
    [InlineData("CREATE OR ALTER PROCEDURE p AS SELECT 1", "CREATE OR ALTER")]
    [InlineData("CREATE OR ALTER VIEW v AS SELECT 1 AS a", "CREATE OR ALTER")]
    [InlineData("ALTER VIEW v AS SELECT 1 AS a", "ALTER VIEW")]
    [InlineData("ALTER TABLE t ALTER COLUMN a INT NULL", "ALTER COLUMN")]
    [InlineData("ALTER TABLE t ADD a INT NULL, b INT NULL", "several elements")]
    [InlineData("ALTER DATABASE d SET READ_COMMITTED_SNAPSHOT ON", "ALTER DATABASE")]
    [InlineData("WAITFOR DELAY '00:00:01'", "WAITFOR")]
    [InlineData("SELECT TOP (1) WITH TIES a FROM t ORDER BY a", "WITH TIES")]
    [InlineData("CREATE TABLE t (a INT NOT NULL INDEX ix_a)", "INDEX inside")]
    [InlineData("WITH x AS (SELECT a FROM t) DELETE FROM x", "common table expression")]
    [InlineData("CREATE TABLE t (a NVARCHAR(4001) NOT NULL)", "NVARCHAR(4001)")]
    [InlineData("CREATE TABLE t (a DATETIME NOT NULL)", "type DateTime")]
    [InlineData("CREATE TABLE t (a VARCHAR(10) NOT NULL)", "binary collation")]
    [InlineData("CREATE TABLE t (a NVARCHAR(10) COLLATE Latin1_General_100_CI_AS NOT NULL)", "collation")]
    [InlineData("CREATE TABLE t (value INT NOT NULL)", "reserved word value")]
    [InlineData("CREATE TABLE role (a INT NOT NULL)", "reserved word role")]
    [InlineData("SELECT [order] FROM t", "quoted name order")]
    [InlineData("INSERT INTO t (a, b) VALUES (1)", "INSERT of 2 columns has 1 values")]
    [InlineData("INSERT INTO t (a) SELECT a, b FROM s", "INSERT of 1 columns has 2 values")]
    [InlineData("INSERT INTO t VALUES (1)", "without column names")]
    [InlineData("SELECT * FROM t", "SELECT *")]
    public void A_form_that_does_not_run_everywhere_is_found(string sql, string problem) =>
        TSqlRules.Check(sql).ShouldContain(found => found.Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_good_text_is_good() =>
        TSqlRules.Check("DELETE FROM t OUTPUT deleted.a WHERE a IN (SELECT a FROM t ORDER BY a OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY)").ShouldBeEmpty();
}
