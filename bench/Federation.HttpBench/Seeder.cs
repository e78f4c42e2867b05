using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Federation.HttpBench;

/// <summary>Fills a store that nobody serves: rows as the gateway's own operations write them, some hundred thousand a second.</summary>
internal sealed class Seeder : IDisposable
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::data","arn:aws:s3:::data/*"]}]}""";
    private const string Trust = $$$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{World.Account}}}:root"},"Action":"sts:AssumeRole"}]}""";
    private readonly SqliteConnection _connection;

    public Seeder(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(folder, "federation.db")};Pooling=False");
        _connection.Open();
        _connection.CreateFunction("entity_hash", (string entityId) => Hash(entityId), isDeterministic: true);
        Run("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;", 0, string.Empty);
    }

    public void Seed(Options options, IdentityProvider idp)
    {
        using var transaction = _connection.BeginTransaction();
        Run(
            """
            INSERT INTO iam_users (account_id, user_id, name_key, user_name, path, tags, created_at, version)
            SELECT @account, 'AIDA' || printf('%016d', n), 'scale-user-' || n, 'scale-user-' || n, '/', '[]', @now, 1 FROM numbers
            """,
            options.Users, string.Empty);
        Run(
            """
            INSERT INTO roles (account_id, role_id, name_key, role_name, path, trust_policy, max_session_duration, tags, created_at, version)
            SELECT @account, 'AROA' || printf('%016d', n), 'scale-role-' || n, 'scale-role-' || n, '/', @document, 3600, '[]', @now, 1 FROM numbers
            """,
            options.Roles, Trust);
        Run(
            """
            INSERT INTO inline_policies (account_id, owner_id, name_key, policy_name, policy_document)
            SELECT @account, 'AROA' || printf('%016d', n), 'inline', 'inline', @document FROM numbers
            """,
            options.Roles, Policy);
        Run(
            """
            INSERT INTO managed_policies (account_id, policy_id, name_key, policy_name, path, default_version, last_version, tags, created_at, updated_at, version)
            SELECT @account, 'ANPA' || printf('%016d', n), 'scale-policy-' || n, 'scale-policy-' || n, '/', 1, 1, '[]', @now, @now, 1 FROM numbers
            """,
            options.Policies, string.Empty);
        Run(
            """
            INSERT INTO managed_policy_versions (account_id, policy_id, version_number, policy_document, created_at)
            SELECT @account, 'ANPA' || printf('%016d', n), 1, @document, @now FROM numbers
            """,
            options.Policies, Policy);
        Run(
            """
            INSERT INTO saml_providers (account_id, name_key, provider_name, provider_id, metadata_document, entity_id, entity_id_hash, tags, settings, listed, created_at, version)
            SELECT @account, 'scale-idp-' || n, 'scale-idp-' || n, 'scale-' || n, replace(@document, @placeholder, 'https://idp-' || n || '.example.org/saml'),
              'https://idp-' || n || '.example.org/saml', entity_hash('https://idp-' || n || '.example.org/saml'), '[]', '{"IdpInitiated":"Accept"}', 1, @now, 1 FROM numbers
            """,
            options.Providers, idp.MetadataOf(IdentityProvider.EntityId));
        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    [SuppressMessage("Security", "CA2100", Justification = "The statements are the constants above.")]
    private void Run(string statement, int count, string document)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement.StartsWith("INSERT", StringComparison.Ordinal)
            ? "WITH RECURSIVE numbers (n) AS (SELECT 1 WHERE @count > 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < @count) " + statement
            : statement;
        command.CommandTimeout = 300;
        command.Parameters.AddWithValue("@account", World.Account);
        command.Parameters.AddWithValue("@count", count);
        command.Parameters.AddWithValue("@document", document);
        command.Parameters.AddWithValue("@placeholder", IdentityProvider.EntityId);
        command.Parameters.AddWithValue("@now", TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    /// <summary>The store's key column: SHA-256 over the text after its length.</summary>
    private static byte[] Hash(string text)
    {
        var bytes = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length - 4);
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(4));
        return SHA256.HashData(bytes);
    }
}
