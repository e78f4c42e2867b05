using System.Buffers;
using System.Runtime.InteropServices;
using Federation.Gateway.Http;

namespace Federation.UnitTests.Gateway;

public sealed class PooledBytesTests
{
    [Fact]
    public void What_is_written_stands_there_also_when_it_outgrows_its_array()
    {
        using var bytes = new PooledBytes(16);
        var text = Enumerable.Range(0, 5000).Select(static i => (byte)(i % 251)).ToArray();
        foreach (var piece in text.Chunk(37))
        {
            bytes.Write(piece);
        }

        bytes.Written.ToArray().ShouldBe(text);
    }

    [Fact]
    public void Nothing_stays_in_an_array_that_goes_back_to_the_pool()
    {
        var bytes = new PooledBytes(16);
        bytes.Write("a secret access key"u8);
        var first = ArrayOf(bytes);
        bytes.Write(new byte[first.Length]);
        var second = ArrayOf(bytes);
        second.ShouldNotBeSameAs(first);
        first.ShouldAllBe(static value => value == 0);
        second.AsSpan(0, 8).SequenceEqual("a secret"u8).ShouldBeTrue();
        bytes.Dispose();
        second.AsSpan(0, 64).IndexOfAnyExcept((byte)0).ShouldBe(-1);
    }

    [Fact]
    public void After_its_end_it_gives_nothing_and_takes_nothing()
    {
        var bytes = new PooledBytes(16);
        bytes.Write("x"u8);
        bytes.Dispose();
        bytes.Dispose();
        Should.Throw<ObjectDisposedException>(() => bytes.Written);
        Should.Throw<ObjectDisposedException>(() => bytes.Write("y"u8));
    }

    private static byte[] ArrayOf(PooledBytes bytes) => MemoryMarshal.TryGetArray(bytes.Written, out var segment) ? segment.Array! : throw new InvalidOperationException("no array");
}
