using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>Sends to the door who comes from elsewhere to a page of the desk that is open to all: the others send there by themselves.</summary>
internal sealed class OpenPages : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (DeskDoor.IsFromElsewhere(context.HttpContext.Request) && context.HttpContext.User.Identity?.IsAuthenticated != true)
        {
            context.Result = new ChallengeResult(DeskSignIn.Scheme);
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing was opened.
    }
}
