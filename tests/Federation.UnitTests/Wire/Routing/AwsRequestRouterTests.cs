using System.Text;

using Federation.UnitTests.Wire.Codecs;
using Federation.Wire;
using Federation.Wire.Routing;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.Routing;

public sealed class AwsRequestRouterTests
{
    private static readonly AwsRequestRouter Router = new(
    [
        Operation(ServiceModel.Sts, "GetCallerIdentity"), Operation(ServiceModel.Sts, "Shared"), Operation(ServiceModel.Iam, "ListUsers"), Operation(ServiceModel.Iam, "Shared"),
        Operation(ServiceModel.Organizations, "ListRoots"), Operation(ServiceModel.CloudTrail, "LookupEvents"),
    ]);

    private static OperationShape Operation(ServiceModel service, string name) => OperationShape.Create<SampleRequest, SampleResponse>(service, name);

    private static WireRoute Query(string body, string? signedFor = null, string query = "")
    {
        var request = Samples.Form(body, query).WithHeader("Host", "h");
        if (signedFor is null)
        {
            return Router.Route(request, null);
        }

        var signed = new RequestSigner(new SigningCredentials("AKIA1", "s"), "us-east-1", signedFor).Sign(request, DateTimeOffset.UnixEpoch);
        return Router.Route(signed, SignatureClaims.Read(signed).Claims);
    }

    private static WireRoute Json(string? target, string contentType = "application/x-amz-json-1.1", string method = "POST", string body = "{}")
    {
        var headers = new List<WireHeader> { new("Content-Type", contentType) };
        if (target is not null)
        {
            headers.Add(new WireHeader("x-amz-target", target));
        }

        return Router.Route(new WireRequest(method, "/", string.Empty, headers.ToArray(), Encoding.UTF8.GetBytes(body)), null);
    }

    private static string Found(WireRoute route)
    {
        route.Error.ShouldBeNull();
        return $"{route.Operation!.Service.Name}:{route.Operation.Name}";
    }

    [Theory]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15", null, "sts:GetCallerIdentity")]
    [InlineData("Action=ListUsers&Version=2010-05-08", null, "iam:ListUsers")]
    [InlineData("Action=Shared&Version=2010-05-08", "sts", "iam:Shared")]
    [InlineData("Action=Shared", "sts", "sts:Shared")]
    [InlineData("Action=Shared", "iam", "iam:Shared")]
    public void Version_decides_and_the_signature_where_there_is_none(string body, string? signedFor, string operation) =>
        Found(Query(body, signedFor)).ShouldBe(operation);

    [Fact]
    public void Parameters_of_the_url_route_too()
    {
        var route = Query(string.Empty, query: "Action=GetCallerIdentity&Version=2011-06-15");
        Found(route).ShouldBe("sts:GetCallerIdentity");
        route.Parameters!.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Action=NoSuch&Version=2011-06-15", null, "sts", "Could not find operation NoSuch for version 2011-06-15")]
    [InlineData("Action=ListUsers&Version=2011-06-15", "iam", "sts", "Could not find operation ListUsers for version 2011-06-15")]
    [InlineData("Action=ListUsers&Version=2012-12-12", "iam", "iam", "Could not find operation ListUsers for version 2012-12-12")]
    [InlineData("Action=ListUsers", null, "sts", "Could not find operation ListUsers for version NO_VERSION_SPECIFIED")]
    [InlineData("Action=listusers&Version=2010-05-08", null, "iam", "Could not find operation listusers for version 2010-05-08")]
    public void Unknown_actions_are_told_with_their_version(string body, string? signedFor, string service, string message)
    {
        var route = Query(body, signedFor);
        route.Service.Name.ShouldBe(service);
        route.Error.ShouldBe(new WireError("InvalidAction", 400, message));
    }

    [Theory]
    [InlineData("Version=2010-05-08")]
    [InlineData("Version=2010-05-08&Action=")]
    [InlineData("")]
    public void A_request_without_an_action_is_told_so(string body) => Query(body).Error!.Code.ShouldBe("MissingAction");

    [Fact]
    public void Two_actions_are_refused() => Query("Action=ListUsers&Version=2010-05-08", query: "Action=DeleteUser").Error!.Code.ShouldBe("InvalidQueryParameter");

    [Theory]
    [InlineData("AWSOrganizationsV20161128.ListRoots", "organizations:ListRoots")]
    [InlineData("com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents", "cloudtrail:LookupEvents")]
    [InlineData("CloudTrail_20131101.LookupEvents", "cloudtrail:LookupEvents")]
    public void The_target_decides_in_json(string target, string operation) => Found(Json(target)).ShouldBe(operation);

    [Theory]
    [InlineData("AWSOrganizationsV20161128.NoSuch", "application/x-amz-json-1.1", "POST")]
    [InlineData("AWSOrganizationsV20161128.GetCallerIdentity", "application/x-amz-json-1.1", "POST")]
    [InlineData("Other_1.ListRoots", "application/x-amz-json-1.1", "POST")]
    [InlineData("v20131101.CloudTrail_20131101.LookupEvents", "application/x-amz-json-1.1", "POST")]
    [InlineData("ListRoots", "application/x-amz-json-1.1", "POST")]
    [InlineData("", "application/x-amz-json-1.1", "POST")]
    [InlineData("AWSOrganizationsV20161128.ListRoots", "text/plain", "POST")]
    [InlineData("AWSOrganizationsV20161128.ListRoots", "application/x-amz-json-1.1", "GET")]
    public void Unknown_targets_are_unknown_operations(string target, string contentType, string method)
    {
        var route = Json(target, contentType, method);
        route.IsFound.ShouldBeFalse();
        route.Service.Protocol.ShouldBe(WireProtocol.Json11);
        WireErrorResponse.Create(route.Service, route.Error!).Code.ShouldBe("UnknownOperationException");
    }

    [Fact]
    public void A_target_keeps_a_request_from_being_read_as_a_form() =>
        Json("Other.X", "application/x-www-form-urlencoded", body: "Action=ListUsers&Version=2010-05-08").IsFound.ShouldBeFalse();

    [Fact]
    public void One_name_is_given_once() =>
        Should.Throw<ArgumentException>(() => new AwsRequestRouter([Operation(ServiceModel.Sts, "A"), Operation(ServiceModel.Sts, "A")]));
}
