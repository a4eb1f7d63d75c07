namespace Syndication.Newsroom.Desk;

/// <summary>Who may open a page of the desk.</summary>
internal static class DeskPolicies
{
    /// <summary>Whoever signed in.</summary>
    public const string SignedIn = "desk";

    /// <summary>Whose key has scope "admin".</summary>
    public const string Administrators = "desk-admin";
}
