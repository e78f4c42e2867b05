using System.Buffers;
using Federation.Gateway.Http;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Credentials;
using Federation.Services.Pipeline;
using Federation.Wire;
using Federation.Wire.Routing;
using Federation.Wire.SigV4;

namespace Federation.Gateway.Aws;

/// <summary>The door for AWS clients: route, authenticate, bind, invoke, write. It holds no rule of any operation.</summary>
public sealed partial class AwsEndpoint(
    OperationCatalogue catalogue, OperationInvoker invoker, CredentialAuthenticator authenticator, UnauthenticatedLimiter limiter, SecurityLog securityLog, TimeProvider timeProvider,
    ILogger<AwsEndpoint> logger)
{
    private readonly SignatureVerifier _verifier = new(new SigningKeyCache());

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var info = RequestInfos.InfoOf(context, timeProvider);
        if (await WireRequests.ReadAsync(context) is not { } request)
        {
            await WriteErrorAsync(context, ServiceModel.Iam, new WireError("RequestEntityTooLarge", StatusCodes.Status413PayloadTooLarge, "Request body is too large"), info);
            return;
        }

        var reading = SignatureClaims.Read(request);
        info = info with { Region = reading.IsRead && reading.Claims.Region.Length > 0 ? reading.Claims.Region : info.Region };
        var route = catalogue.Router.Route(request, reading.IsRead ? reading.Claims : null);
        if (!route.IsFound)
        {
            await RefuseAsync(context, route.Service, route.Error!, "route", info);
            return;
        }

        try
        {
            await AnswerAsync(context, request, reading, route, info);
        }
        catch (StoreUnavailableException exception)
        {
            LogUnavailable(exception, info.RequestId);
            await WriteErrorAsync(context, route.Service, ToWire(CommonErrors.ServiceUnavailable()), info);
        }
    }

    private async Task AnswerAsync(HttpContext context, WireRequest request, SignatureClaimsReading reading, WireRoute route, RequestInfo info)
    {
        var operation = catalogue.OperationOf(route.Operation!);
        var caller = operation.Descriptor.Authentication == Authentication.Unsigned
            ? limiter.TryTake(context.Connection.RemoteIpAddress) ? Result<Caller>.Of(Caller.Anonymous) : CommonErrors.Throttling()
            : await AuthenticateAsync(request, reading, route.Service, info, context.RequestAborted);
        if (!caller.Succeeded)
        {
            await RefuseAsync(context, route.Service, ToWire(caller.Error), operation.Descriptor.Action, info, caller.Error.Detail);
            return;
        }

        var binding = route.Operation!.Bind(request, route.Parameters);
        if (!binding.IsBound)
        {
            await invoker.RefuseAsync(operation, info, caller.Value, new AwsError(binding.Error!.Code, binding.Error.Status, binding.Error.Message), context.RequestAborted);
            await WriteErrorAsync(context, route.Service, binding.Error, info);
            return;
        }

        var result = await invoker.InvokeAsync(operation, binding.Value!, info, caller.Value, context.RequestAborted);
        if (!result.Succeeded)
        {
            await WriteErrorAsync(context, route.Service, ToWire(result.Error), info);
            return;
        }

        var body = new ArrayBufferWriter<byte>(1024);
        route.Operation.WriteResponse(body, result.Value, info.RequestId);
        await WriteAsync(context, StatusCodes.Status200OK, route.Operation.ContentType, body.WrittenMemory, info);
    }

    /// <summary>Signature first, principal after: who holds no key costs no look-up of a principal.</summary>
    private async Task<Result<Caller>> AuthenticateAsync(WireRequest request, SignatureClaimsReading reading, ServiceModel service, RequestInfo info, CancellationToken cancellationToken)
    {
        if (!reading.IsRead)
        {
            return FromWire(reading.Error);
        }

        var options = new SignatureVerificationOptions { Now = info.ReceivedAt, ExpectedServices = service.SigningNames };
        if (SignatureVerifier.Inspect(request, reading.Claims, options) is { } wrong)
        {
            return FromWire(wrong);
        }

        var candidate = await authenticator.FindAsync(reading.Claims.AccessKeyId, reading.Claims.SessionToken, info.ReceivedAt, cancellationToken);
        if (!candidate.Succeeded)
        {
            return candidate.Error;
        }

        var verdict = _verifier.Verify(request, reading.Claims, candidate.Value.Secret.Reveal(), options);
        return verdict.IsValid ? await authenticator.CompleteAsync(candidate.Value, info.ReceivedAt, cancellationToken) : FromWire(verdict.Error);
    }

    /// <summary>An unauthenticated refusal: bounded per source, written to the security log.</summary>
    private Task RefuseAsync(HttpContext context, ServiceModel service, WireError error, string action, RequestInfo info, string? detail = null)
    {
        var isBounded = error.Code != "Throttling" && !limiter.TryTake(context.Connection.RemoteIpAddress);
        var answer = isBounded ? ToWire(CommonErrors.Throttling()) : error;
        securityLog.Refused(action, FromWire(error) with { Detail = detail }, info);
        return WriteErrorAsync(context, service, answer, info);
    }

    private static Task WriteErrorAsync(HttpContext context, ServiceModel service, WireError error, RequestInfo info)
    {
        var answer = WireErrorResponse.Create(service, error);
        var body = new ArrayBufferWriter<byte>(512);
        answer.Write(body, info.RequestId);
        if (answer.ErrorTypeHeader is { } type)
        {
            context.Response.Headers[WireHeaderNames.ErrorType] = type;
        }

        return WriteAsync(context, answer.Status, answer.ContentType, body.WrittenMemory, info);
    }

    private static async Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body, RequestInfo info)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers[WireHeaderNames.RequestId] = info.RequestId;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static WireError ToWire(AwsError error) =>
        error.Members is null ? new WireError(error.Code, error.HttpStatus, error.Message) : new WireError(error.Code, error.HttpStatus, error.Message) { Members = error.Members };

    private static AwsError FromWire(WireError error) => new(error.Code, error.Status, error.Message);

    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "request {RequestId}: refused, a store is unavailable")]
    private partial void LogUnavailable(Exception exception, string requestId);
}
