namespace Federation.Policy.Evaluation;

/// <summary>A value of a request context; what it means as a number, instant, address or ARN is found on first demand and kept.</summary>
internal struct ContextValue
{
    public string? Text;
    public int Start;
    public int Length;
    private Known _known;
    private decimal _number;
    private long _ticks;
    private IpValue _address;
    private ArnOffsets _arn;

    [Flags]
    private enum Known : byte
    {
        Nothing = 0,
        Number = 1,
        IsNumber = 2,
        Date = 4,
        IsDate = 8,
        Address = 16,
        IsAddress = 32,
        Arn = 64,
        IsArn = 128,
    }

    public bool TryGetNumber(RequestContext context, out decimal number)
    {
        if ((_known & Known.Number) == 0)
        {
            _known |= Known.Number | (ScalarParser.TryParseNumber(context.Text(ref this), out _number) ? Known.IsNumber : Known.Nothing);
        }

        number = _number;
        return (_known & Known.IsNumber) != 0;
    }

    public bool TryGetDate(RequestContext context, out long utcTicks)
    {
        if ((_known & Known.Date) == 0)
        {
            _known |= Known.Date | (DateParser.TryParse(context.Text(ref this), out _ticks) ? Known.IsDate : Known.Nothing);
        }

        utcTicks = _ticks;
        return (_known & Known.IsDate) != 0;
    }

    public bool TryGetAddress(RequestContext context, out IpValue address)
    {
        if ((_known & Known.Address) == 0)
        {
            _known |= Known.Address | (IpValue.TryParse(context.Text(ref this), out _address) ? Known.IsAddress : Known.Nothing);
        }

        address = _address;
        return (_known & Known.IsAddress) != 0;
    }

    public bool TryGetArn(RequestContext context, out ArnOffsets offsets)
    {
        if ((_known & Known.Arn) == 0)
        {
            _known |= Known.Arn | (ArnOffsets.TryFind(context.Text(ref this), out _arn) ? Known.IsArn : Known.Nothing);
        }

        offsets = _arn;
        return (_known & Known.IsArn) != 0;
    }
}
