using Idv.Documents.Mrz;
using Idv.Documents.VisualZone;
using Idv.Engine.Documents;

namespace Idv.Engine.DocumentStages;

/// <summary>Tells the type of a document by its print, where neither zone nor barcode does. Unknown is an answer.</summary>
internal static class DocumentWords
{
    private static readonly (DocumentKind Kind, string[] Words)[] Titles =
    [
        (DocumentKind.DrivingLicence, ["DRIVING LICEN", "DRIVER LICEN", "DRIVER'S LICEN", "PERMIS DE CONDUIRE", "FUHRERSCHEIN", "FÜHRERSCHEIN", "PERMISO DE CONDUC", "PATENTE DI GUIDA", "RIJBEWIJS", "CARTA DE CONDU", "PRAWO JAZDY", "KØREKORT"]),
        (DocumentKind.Passport, ["PASSPORT", "PASSEPORT", "REISEPASS", "PASAPORTE", "PASSAPORTO", "PASAPORT", "PASZPORT", "ПАСПОРТ"]),
        (DocumentKind.IdentityCard, ["IDENTITY CARD", "IDENTITY-CARD", "CARTE D'IDENTIT", "CARTE NATIONALE D'IDENTIT", "PERSONALAUSWEIS", "DOCUMENTO NACIONAL DE IDENTIDAD", "CARTA D'IDENTIT", "IDENTITEITSKAART", "HENKILÖKORTTI", "HENKILOKORTTI", "ISIKUTUNNISTUS", "OBČIANSKY PREUKAZ", "OBCIANSKY PREUKAZ", "OBČANSKÝ PRŮKAZ", "DOWÓD OSOBISTY", "LETERNJOFTIM", "IDENTITETSKORT"]),
        (DocumentKind.Visa, ["VISA", "VISUM"]),
    ];

    /// <summary>The type.</summary>
    public static DocumentKind KindOf(VisualZoneReading? print)
    {
        if (print is null)
        {
            return DocumentKind.Unknown;
        }

        if (print.Template is { } template)
        {
            return template.Kind switch
            {
                "passport" => DocumentKind.Passport,
                "identity-card" => DocumentKind.IdentityCard,
                "driving-licence" => DocumentKind.DrivingLicence,
                "visa" => DocumentKind.Visa,
                _ => DocumentKind.Other,
            };
        }

        // Print that names nothing a document has is a letter, not a document.
        return print.Fields.Count < 2
            ? DocumentKind.Unknown
            : Titles.FirstOrDefault(title => print.Lines.Any(line => title.Words.Any(word => line.Text.Contains(word, StringComparison.OrdinalIgnoreCase)))).Kind;
    }

    /// <summary>The issuing state, where the print gives its code.</summary>
    public static string? IssuingState(VisualZoneReading? print) =>
        print?.Fields.FirstOrDefault(field => field.Name == FieldNames.IssuingState)?.Value is { } code && MrzStateCode.Find(code) is { } known ? known.Code : null;
}
