using System.Buffers;
using System.Diagnostics.CodeAnalysis;
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
    OperationCatalogue catalogue, OperationInvoker invoker, CredentialAuthenticator authenticator, UnauthenticatedLimiter limiter, LargeBodies largeBodies, SecurityLog securityLog,
    TimeProvider timeProvider, ILogger<AwsEndpoint> logger)
{
    private readonly SignatureVerifier _verifier = new(new SigningKeyCache());

    /// <summary>Answers one request.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "the door: what no step expected becomes InternalFailure in the protocol's words, with a request id that the log has too")]
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var info = RequestInfos.InfoOf(context, timeProvider);
        var head = WireRequests.Head(context);
        var service = catalogue.Router.Route(head, null).Service;
        try
        {
            await AnswerAsync(context, head, service, info);
        }
        catch (StoreUnavailableException exception)
        {
            LogUnavailable(exception, info.RequestId);
            await WriteErrorAsync(context, service, ToWire(CommonErrors.ServiceUnavailable()), info);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && exception is not BadHttpRequestException && !context.Response.HasStarted)
        {
            LogFailure(exception, info.RequestId);
            await WriteErrorAsync(context, service, ToWire(CommonErrors.InternalFailure()), info);
        }
    }

    private async Task AnswerAsync(HttpContext context, WireRequest head, ServiceModel service, RequestInfo info)
    {
        // Before the body is read: who brings a broken signature or no known key is not worth sixteen megabytes.
        var reading = SignatureClaims.Read(head);
        var candidate = Result<CredentialCandidate>.Of(null!);
        if (!reading.IsUnsigned)
        {
            candidate = reading.IsRead
                ? await authenticator.FindAsync(reading.Claims.AccessKeyId, reading.Claims.SessionToken, info.ReceivedAt, () => limiter.HasTokens(context.Connection.RemoteIpAddress), context.RequestAborted)
                : FromWire(reading.Error!);
        }

        if (!candidate.Succeeded)
        {
            await RefuseAsync(context, service, ToWire(candidate.Error), "authenticate", info, candidate.Error.Detail);
            return;
        }

        using var body = await WireRequests.ReadBodyAsync(context, isKnown: candidate.Value is not null, largeBodies);
        if (body.Bytes is not { } bytes)
        {
            await RefuseAsync(context, service, body.Error!, "read", info);
            return;
        }

        var request = new WireRequest(head.Method, head.Path, head.Query, head.Headers, bytes);
        var route = catalogue.Router.Route(request, reading.IsRead ? reading.Claims : null);
        if (!route.IsFound)
        {
            await RefuseAsync(context, route.Service, route.Error!, "route", info);
            return;
        }

        await RunAsync(context, request, reading, candidate.Value, route, info);
    }

    private async Task RunAsync(
        HttpContext context, WireRequest request, SignatureClaimsReading reading, CredentialCandidate? candidate, WireRoute route, RequestInfo info)
    {
        var operation = catalogue.OperationOf(route.Operation!);
        var isUnsigned = operation.Descriptor.Authentication == Authentication.Unsigned;
        var caller = isUnsigned
            ? limiter.TryTake(context.Connection.RemoteIpAddress) ? Result<Caller>.Of(Caller.Anonymous) : CommonErrors.Throttling()
            : await AuthenticateAsync(request, reading, candidate, route.Service, info, context.RequestAborted);
        if (!caller.Succeeded)
        {
            await RefuseAsync(context, route.Service, ToWire(caller.Error), operation.Descriptor.Action, info, caller.Error.Detail);
            return;
        }

        // aws:RequestedRegion is what was signed; an unsigned call has no scope to take it from.
        info = !isUnsigned && reading.Claims!.Region.Length > 0 ? info with { Region = reading.Claims.Region } : info;
        var binding = route.Operation!.Bind(request, route.Parameters);
        if (!binding.IsBound)
        {
            await invoker.RefuseAsync(operation, null, info, caller.Value, FromWire(binding.Error!));
            await WriteErrorAsync(context, route.Service, binding.Error!, info);
            return;
        }

        var result = await invoker.InvokeAsync(operation, binding.Value!, info, caller.Value, context.RequestAborted);
        if (!result.Succeeded)
        {
            if (result.Error.EncodedAuthorizationMessage is { } message)
            {
                context.Response.Headers[WireHeaderNames.AuthorizationMessage] = message;
            }

            await WriteErrorAsync(context, route.Service, ToWire(result.Error), info);
            return;
        }

        using var answer = new PooledBytes(4096);
        route.Operation.WriteResponse(answer, result.Value, info.RequestId);
        await WriteAsync(context, StatusCodes.Status200OK, route.Operation.ContentType, answer.Written, info);
    }

    /// <summary>Signature first, principal after: who holds no key costs no look-up of a principal.</summary>
    private async Task<Result<Caller>> AuthenticateAsync(
        WireRequest request, SignatureClaimsReading reading, CredentialCandidate? candidate, ServiceModel service, RequestInfo info, CancellationToken cancellationToken)
    {
        if (!reading.IsRead || candidate is null)
        {
            return CommonErrors.MissingAuthenticationToken();
        }

        var options = new SignatureVerificationOptions { Now = info.ReceivedAt, ExpectedServices = service.SigningNames };
        var verdict = _verifier.Verify(request, reading.Claims, candidate.Secret.Reveal(), options);
        return verdict.IsValid ? await authenticator.CompleteAsync(candidate, info.ReceivedAt, cancellationToken) : FromWire(verdict.Error);
    }

    /// <summary>An unauthenticated refusal: bounded per source, written to the security log.</summary>
    private Task RefuseAsync(HttpContext context, ServiceModel service, WireError error, string action, RequestInfo info, string? detail = null)
    {
        var isBounded = error.Code != "Throttling" && !limiter.TryTake(context.Connection.RemoteIpAddress);
        securityLog.Refused(action, FromWire(error) with { Detail = detail }, info);
        return WriteErrorAsync(context, service, isBounded ? ToWire(CommonErrors.Throttling()) : error, info);
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

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "request {RequestId}: failed unexpectedly")]
    private partial void LogFailure(Exception exception, string requestId);
}
