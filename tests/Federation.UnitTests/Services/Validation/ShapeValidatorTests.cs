using System.ComponentModel.DataAnnotations;
using System.Runtime.Serialization;

using Federation.Services.Pipeline.Validation;

namespace Federation.UnitTests.Services.Validation;

public sealed class ShapeValidatorTests
{
    private sealed record Tag
    {
        [Required]
        [Length(1, 128)]
        [RegularExpression(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
        public string? Key { get; init; }

        [Required]
        [Length(0, 256)]
        public string? Value { get; init; }
    }

    private sealed record Inner
    {
        [Required]
        public string? Must { get; init; }

        public Inner? Next { get; init; }
    }

    private sealed record Request
    {
        [Required]
        [Length(20, 2048)]
        public string? RoleArn { get; init; }

        [Required]
        [Length(2, 64)]
        [RegularExpression(@"[\w+=,.@-]*")]
        public string? RoleSessionName { get; init; }

        [Range(900, 43200)]
        public int? DurationSeconds { get; init; }

        [AllowedValues("Active", "Inactive")]
        public string? Status { get; init; }

        [DataType(DataType.Password)]
        [Length(4, 10)]
        [RegularExpression("[a-z]+")]
        public string? SAMLAssertion { get; init; }

        [Length(0, 2)]
        public IReadOnlyList<Tag>? Tags { get; init; }

        [Length(0, 3)]
        [ElementLength(1, 4)]
        [ElementPattern("[a-z]+")]
        public IReadOnlyList<string>? TagKeys { get; init; }

        [DataMember(Name = "innerPart")]
        public Inner? Inner { get; init; }

        [Length(1, 3)]
        public byte[]? Seed { get; init; }

        [Length(0, 1)]
        public IReadOnlyDictionary<string, string>? Attributes { get; init; }

        public DateTimeOffset? Since { get; init; }
    }

    private static readonly Request Valid = new()
    {
        RoleArn = "arn:aws:iam::123456789012:role/x",
        RoleSessionName = "session",
        DurationSeconds = 900,
        Status = "Active",
        SAMLAssertion = "abcd",
        Tags = [new Tag { Key = "Größe", Value = string.Empty }],
        TagKeys = ["a", "b"],
        Inner = new Inner { Must = "x", Next = new Inner { Must = "y" } },
        Seed = [1],
    };

    private static readonly ShapeValidator<Request> Validator = new();

    private static void Expect(Request request, string message)
    {
        var validation = Validator.Validate(request);
        validation.IsValid.ShouldBeFalse();
        validation.Message.ShouldBe(message);
    }

    [Fact]
    public void A_valid_request_has_no_violation()
    {
        Validator.Validate(Valid).IsValid.ShouldBeTrue();
        ShapeValidator.For(typeof(Request)).Validate((object)Valid).Violations.ShouldBeEmpty();
    }

    [Fact]
    public void A_valid_request_costs_no_memory()
    {
        for (var i = 0; i < 100; i++)
        {
            Validator.Validate(Valid);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Validator.Validate(Valid);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    [Fact]
    public void All_violations_are_told_at_once() => Expect(
        Valid with { RoleArn = null, RoleSessionName = "a b" },
        "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; "
        + @"Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*");

    [Fact]
    public void Each_violation_has_the_reason_that_organizations_gives()
    {
        var tag = new Tag { Key = "k", Value = "v" };
        Validator.Validate(new Request { RoleArn = "x", DurationSeconds = 1, Status = "x", Tags = [tag, tag, tag], TagKeys = ["X"] }).Violations.Select(violation => violation.Reason)
            .ShouldBe(["MIN_LENGTH_EXCEEDED", "INPUT_REQUIRED", "MIN_VALUE_EXCEEDED", "INVALID_ENUM", "MAX_LENGTH_EXCEEDED", "INVALID_LIST_MEMBER"]);
        Validator.Validate(Valid with { DurationSeconds = 50_000, RoleSessionName = "a b" }).Violations.Select(violation => violation.Reason)
            .ShouldBe(["INVALID_PATTERN", "MAX_VALUE_EXCEEDED"]);
    }

    [Fact]
    public void Lengths_have_their_own_sentences()
    {
        Expect(
            Valid with { RoleSessionName = "x" },
            "1 validation error detected: Value 'x' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2");
        var name = new string('x', 65);
        Expect(
            Valid with { RoleSessionName = name },
            $"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64");
    }

    [Theory]
    [InlineData(899, "greater than or equal to 900")]
    [InlineData(43201, "less than or equal to 43200")]
    [InlineData(int.MinValue, "greater than or equal to 900")]
    public void Numbers_have_ranges(int seconds, string constraint) => Expect(
        Valid with { DurationSeconds = seconds },
        $"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value {constraint}");

    [Fact]
    public void Enumerations_list_their_values() => Expect(
        Valid with { Status = "active" },
        "1 validation error detected: Value 'active' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]");

    [Fact]
    public void Secrets_are_not_repeated() => Expect(
        Valid with { SAMLAssertion = "XX" },
        "2 validation errors detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length greater than or equal to 4; "
        + "Value at 'sAMLAssertion' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+");

    [Fact]
    public void Structures_of_a_list_are_told_by_their_path() => Expect(
        Valid with { Tags = [new Tag { Key = "k", Value = "v" }, new Tag { Key = "<", Value = null }] },
        @"2 validation errors detected: Value '<' at 'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+; "
        + "Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null");

    [Fact]
    public void Texts_of_a_list_are_told_together() => Expect(
        Valid with { TagKeys = ["ok", "NOT", "toolong"] },
        "1 validation error detected: Value '[ok, NOT, toolong]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
        + "[Member must have length less than or equal to 4, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-z]+]");

    [Fact]
    public void Lists_maps_and_blobs_have_lengths()
    {
        var tag = new Tag { Key = "k", Value = "v" };
        Expect(Valid with { Tags = [tag, tag, tag] }, "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 2");
        Expect(
            Valid with { TagKeys = ["a", "b", "c", "d"] },
            "1 validation error detected: Value '[a, b, c, d]' at 'tagKeys' failed to satisfy constraint: Member must have length less than or equal to 3");
        Expect(Valid with { Seed = [] }, "1 validation error detected: Value at 'seed' failed to satisfy constraint: Member must have length greater than or equal to 1");
        Validator.Validate(Valid with { Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "2" } }).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Structures_inside_structures_are_checked() => Expect(
        Valid with { Inner = new Inner { Must = "x", Next = new Inner() } },
        "1 validation error detected: Value null at 'innerPart.next.must' failed to satisfy constraint: Member must not be null");

    [Theory]
    [InlineData("trailing newline\n")]
    [InlineData("\u00e4\u00f6")]
    [InlineData("\u0660\u0661")]
    [InlineData("a\0b")]
    public void Patterns_hold_for_the_whole_text_and_mean_ascii(string name) => Validator.Validate(Valid with { RoleSessionName = name }).IsValid.ShouldBeFalse();

    [Fact]
    public void A_surrogate_pair_is_one_character()
    {
        var validator = new ShapeValidator<Emoji>();
        validator.Validate(new Emoji { Text = "🔑🔑" }).IsValid.ShouldBeTrue();
        validator.Validate(new Emoji { Text = "🔑" }).IsValid.ShouldBeFalse();
        validator.Validate(new Emoji { Text = "🔑🔑🔑" }).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Long_values_are_repeated_in_part() => Validator.Validate(Valid with { RoleSessionName = new string('x', 100_000) }).Message.Length.ShouldBeLessThan(2_000);

    [Fact]
    public void Patterns_that_backtrack_badly_take_no_time()
    {
        var validator = new ShapeValidator<Backtracking>();
        validator.Validate(new Backtracking { Text = new string('a', 50_000) + "!" }).IsValid.ShouldBeFalse();
        validator.Validate(new Backtracking { WithLookAhead = new string('a', 50_000) + "!" }).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData(typeof(RangeOnText))]
    [InlineData(typeof(PatternOnList))]
    [InlineData(typeof(ElementsOfText))]
    [InlineData(typeof(LengthOfNumber))]
    public void A_constraint_that_cannot_be_kept_is_found_at_start(Type type) =>
        Should.Throw<Exception>(() => ShapeValidator.For(type)).GetBaseException().ShouldBeOfType<NotSupportedException>();

    [Fact]
    public void Empty_records_are_valid() => new ShapeValidator<Nothing>().Validate(new Nothing()).IsValid.ShouldBeTrue();

    private sealed record Emoji
    {
        [Length(2, 2)]
        public string? Text { get; init; }
    }

    private sealed record Backtracking
    {
        [RegularExpression("(a+)+")]
        public string? Text { get; init; }

        [RegularExpression("(?!x)(a+)+")]
        public string? WithLookAhead { get; init; }
    }

    private sealed record RangeOnText
    {
        [Range(1, 2)]
        public string? Text { get; init; }
    }

    private sealed record PatternOnList
    {
        [RegularExpression("a")]
        public IReadOnlyList<string>? List { get; init; }
    }

    private sealed record ElementsOfText
    {
        [ElementLength(1, 2)]
        public string? Text { get; init; }
    }

    private sealed record LengthOfNumber
    {
        [Length(1, 2)]
        public int? Number { get; init; }
    }

    private sealed record Nothing;
}
