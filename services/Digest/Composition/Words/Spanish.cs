namespace Syndication.Digest.Composition.Words;

internal static class Spanish
{
    public static Wording Words { get; } = new()
    {
        Language = "es",
        Colon = ": ",
        Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
        DateFormat = "{0} de {1} de {2}",
        Digest = new DigestWords
        {
            New = "Nuevos comunicados de prensa",
            AndOneMore = "{0}, y 1 más",
            AndMore = "{0}, y {1} más",
            OneLeftOut = "Hay 1 comunicado más en nuestro sitio.",
            LeftOut = "Hay {0} comunicados más en nuestro sitio.",
            All = "Ver todos los comunicados de prensa",
            DateUnknown = "Fecha desconocida",
            Machine = "Traducción automática, no oficial",
            Stale = "El original ha cambiado desde esta traducción",
            Original = "Leer el original",
            Untitled = "Comunicado de prensa",
            Why = "Recibe este mensaje porque está suscrito a los comunicados de prensa de {0}.",
            Change = "Cambiar o suspender su suscripción",
            Leave = "Darse de baja",
        },
        Change = new ChangeWords
        {
            Changes = "Cambios en lo que le enviamos",
            Correction = "Corrección",
            CorrectionText = "Le enviamos una versión anterior de este comunicado. Ha sido corregido.",
            Rewrite = "Nueva versión",
            RewriteText = "Le enviamos una versión anterior de este comunicado. Hay una nueva.",
            What = "Qué ha cambiado",
            TranslationBehind = "La traducción que leyó no tiene todavía este cambio; el original sí.",
            Withdrawn = "Retirado",
            WithdrawnText = "Le enviamos este comunicado. La oficina lo retiró el {0}: le rogamos que no se base en él.",
            Reason = "Motivo indicado",
            Killed = "No utilice un comunicado que le enviamos",
            KilledText = "La oficina anuló, el {0}, un comunicado que le enviamos. Le rogamos que lo elimine y no lo utilice en ninguna forma.",
            KilledWhich = "Este mensaje responde al que lo contenía. Su página era",
            Replaced = "Reemplazado",
            ReplacedText = "Le enviamos este comunicado. El {0} la oficina lo reemplazó por otro.",
            ReplacedBy = "Leer el comunicado que lo reemplaza",
            TranslationWithdrawn = "Traducción retirada",
            TranslationWithdrawnText = "Le enviamos una traducción de este comunicado que ha sido retirada: le rogamos que no se base en ella. El original sigue vigente.",
            TranslationReinstated = "Traducción restablecida",
            TranslationReinstatedText = "Le comunicamos que la traducción de este comunicado había sido retirada. Vuelve a haber una traducción.",
            Reinstated = "Restablecido",
            ReinstatedText = "Le comunicamos que este comunicado había sido retirado. La oficina lo mantiene de nuevo.",
            Read = "Leer el comunicado tal como es ahora",
            Why = "Recibe este mensaje porque le enviamos una versión anterior de este comunicado.",
            WhySent = "Recibe este mensaje porque le enviamos este comunicado.",
        },
        Letter = new LetterWords
        {
            Confirm = "Confirme su suscripción",
            ConfirmText = "Alguien pidió que los comunicados de prensa de {0} se envíen a esta dirección. Si fue usted, confírmelo:",
            Known = "Ya está suscrito",
            KnownText = "Alguien pidió que los comunicados de prensa de {0} se envíen a esta dirección. Ya se envían.",
            KnownChange = "Si fue usted y desea recibirlos como acaba de indicar, confírmelo:",
            Address = "Confirme su nueva dirección",
            AddressText = "Alguien pidió que una suscripción a los comunicados de prensa de {0} llegue desde ahora a esta dirección. Si fue usted, confírmelo:",
            Button = "Confirmar",
            Valid = "Este enlace es válido durante {0} días.",
            NotYou = "Si no fue usted, no haga nada: nada cambiará.",
            Preferences = "Cambiar, suspender o terminar su suscripción",
        },
    };
}
