using Federation.Services.Pipeline;
using Federation.UnitTests.Repository;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Models;
using Federation.Wire;

namespace Federation.UnitTests.Services.Compatibility;

/// <summary>What the page says of our operations is what the registry has.</summary>
public sealed class CompatibilityPageTests
{
    [Fact]
    public async Task The_page_is_as_the_operation_registry_writes_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var written = new CompatibilityPage(house.Get<OperationRegistry>()).Write();
        if (Environment.GetEnvironmentVariable("FEDERATION_WRITE_COMPATIBILITY") == "1")
        {
            await File.WriteAllTextAsync(RepositoryFiles.PathOf(CompatibilityPage.RelativePath), written, TestContext.Current.CancellationToken);
        }

        RepositoryFiles.Read(CompatibilityPage.RelativePath).ShouldBe(written, $"{CompatibilityPage.RelativePath} is stale: run scripts/aws-compatibility and commit the file");
    }

    [Fact]
    public async Task Every_operation_of_an_AWS_service_is_one_that_AWS_has()
    {
        await using var house = await TestHouse.OpenAsync();
        var known = AwsOperations.All.Select(operation => (operation.Service, operation.Name)).ToHashSet();

        // The portal's operations have no wire and so no name that a client could ask for.
        house.Get<OperationRegistry>().All.Select(operation => operation.Descriptor)
            .Where(operation => operation.Service != ServiceModel.Federation.Name && operation.Authentication != Authentication.Portal && !known.Contains((operation.Service, operation.Name)))
            .Select(operation => operation.Action).ShouldBeEmpty();
    }

    [Fact]
    public void An_operation_is_listed_once() =>
        AwsOperations.All.GroupBy(operation => (operation.Service, operation.Name)).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("sts")]
    [InlineData("iam")]
    [InlineData("organizations")]
    [InlineData("cloudtrail")]
    public void The_list_is_that_of_the_published_model(string service)
    {
        var (model, _) = CompatibilityPage.Services.Single(candidate => candidate.Model.Name == service);
        var published = PublishedModel.Find(service, model.ApiVersion);
        Assert.SkipWhen(published is null, PublishedModel.NotHere);
        AwsOperations.All.Where(operation => operation.Service == service).Select(operation => operation.Name).Order(StringComparer.Ordinal)
            .ShouldBe(published.Operations.Order(StringComparer.Ordinal));
    }
}
