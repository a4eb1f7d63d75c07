using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Tests.Keys;

public sealed class KeyMemoryTests
{
    [Fact]
    public void Holds_so_many_and_drops_what_was_put_longest_ago()
    {
        var memory = new KeyMemory(3);
        foreach (var hash in "abcad")
        {
            memory.Put(new Remembered($"{hash}", null, 0));
        }

        Assert.Equal(3, memory.Count);
        Assert.Null(memory.Find("b"));
        Assert.All("acd", hash => Assert.NotNull(memory.Find($"{hash}")));
    }

    [Fact]
    public void Forgets_a_key_by_its_public_part()
    {
        var memory = new KeyMemory(3);
        memory.Put(new Remembered("a", new KeyHolder("1", "one", [], [], null), 0));
        memory.Put(new Remembered("b", new KeyHolder("2", "two", [], [], null), 0));

        memory.RemoveKey("1");

        Assert.Null(memory.Find("a"));
        Assert.NotNull(memory.Find("b"));
    }
}
