using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>
/// Sends to the door who comes from elsewhere to a page of the desk that is open to all, or sends it a form of a session
/// that is over; from other pages everybody is sent there before.
/// </summary>
internal sealed class OpenPages : IResourceFilter, IAlwaysRunResultFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (IsStranger(context.HttpContext) && DeskDoor.IsFromElsewhere(context.HttpContext.Request))
        {
            context.Result = new ChallengeResult(DeskSignIn.Scheme);
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing was opened.
    }

    public void OnResultExecuting(ResultExecutingContext context)
    {
        // The token of such a form is good again once the same key has signed in, unlike that of the form to sign in.
        if (context.Result is IAntiforgeryValidationFailedResult && IsStranger(context.HttpContext) && context.HttpContext.Request.Query["handler"] != "SignIn")
        {
            context.Result = new ChallengeResult(DeskSignIn.Scheme);
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing was opened.
    }

    private static bool IsStranger(HttpContext context) => context.User.Identity?.IsAuthenticated != true;
}
