namespace Syndication.Storage;

/// <summary>What names may be made of. They become parts of statements, so nothing else passes.</summary>
internal static class DefinitionRules
{
    public static void Check<T>(CollectionDefinition<T> definition) where T : class
    {
        CheckName(definition.Name);
        var taken = new HashSet<string> { "id" };
        foreach (var index in definition.Indexes)
        {
            CheckName(index.Name);
            if (!taken.Add(index.Name))
            {
                throw new ArgumentException($"{definition.Name} has more than one index \"{index.Name}\" (\"id\" is always there).", nameof(definition));
            }

            if (index.Members.Count == 0)
            {
                throw new ArgumentException($"Index {index.Name} of {definition.Name} has no member.", nameof(definition));
            }

            foreach (var member in index.Members)
            {
                CheckPath(member.Path);
            }
        }
    }

    public static string CheckPath(string path) =>
        path.Length > 0 && path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '.')
            ? path
            : throw new ArgumentException($"\"{path}\" is no member's name: letters, digits and dots are.", nameof(path));

    private static void CheckName(string name)
    {
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            throw new ArgumentException($"\"{name}\" is no name: lower-case letters, digits and hyphens are.", nameof(name));
        }
    }
}
