namespace Federation.Policy.Reading;

/// <summary>Counts what IAM's size quotas count: every character but white space between tokens.</summary>
internal static class JsonWhiteSpace
{
    public static int CountOthers(string json)
    {
        var count = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (inString)
            {
                count++;
                if (c == '\\' && i + 1 < json.Length)
                {
                    count++;
                    i++;
                }
                else if (c == '"')
                {
                    inString = false;
                }
            }
            else if (c is not (' ' or '\t' or '\r' or '\n'))
            {
                count++;
                inString = c == '"';
            }
        }

        return count;
    }
}
