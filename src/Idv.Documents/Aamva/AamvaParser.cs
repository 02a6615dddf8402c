namespace Idv.Documents.Aamva;

/// <summary>
/// Parses the payload of the PDF417 barcode on North American licences and identification cards: versions 1 (2000) to 12 of the AAMVA
/// card design standard, the Canadian variants, and the magnetic-stripe form that British Columbia prints. Issued cards break the
/// standard in many ways (lost separators, wrong offsets, dates in the other order); what can be understood is. Linear time.
/// </summary>
public static class AamvaParser
{
    /// <summary>More than the 2,710 characters that the largest PDF417 holds.</summary>
    private const int LongestPayload = 8192;

    /// <summary>Parses a payload.</summary>
    /// <param name="payload">The barcode's characters.</param>
    public static AamvaParseResult Parse(ReadOnlySpan<char> payload)
    {
        if (payload.Length > LongestPayload)
        {
            return Fault(AamvaFaultCode.TooLong, LongestPayload, $"The payload has {payload.Length} characters; a PDF417 holds at most 2,710.");
        }

        if (payload.Trim().IsEmpty)
        {
            return Fault(AamvaFaultCode.Empty, 0, "The payload is empty.");
        }

        if (AamvaMagneticStripe.IsOne(payload))
        {
            return AamvaMagneticStripe.Parse(payload);
        }

        if (AamvaHeader.TryRead(payload, out var header) is { } fault)
        {
            return new AamvaParseResult(null, fault);
        }

        Span<ushort> slots = stackalloc ushort[AamvaElementIndex.Size];
        slots.Clear();
        var reader = new AamvaReader(header, slots);
        try
        {
            reader.Read(payload[header.DataStart..], header.Version);
            return reader.Elements.IsEmpty
                ? Fault(AamvaFaultCode.NoElements, header.DataStart, "No data element follows the header.")
                : new AamvaParseResult(Record(header, reader.Subfiles, new AamvaElementIndex(slots, reader.Elements)), null);
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static AamvaRecord Record(AamvaHeader header, IReadOnlyList<AamvaSubfile> subfiles, AamvaElementIndex elements)
    {
        var names = AamvaNames.Read(elements);
        var state = elements.Text("DAJ") ?? elements.Text("DAO");
        var issuer = AamvaJurisdiction.Find(header.Iin) ?? (state is null ? null : AamvaJurisdiction.Find(state));
        var country = elements.Text("DCG") ?? issuer?.Country;
        return new AamvaRecord
        {
            Version = header.Version,
            JurisdictionVersion = header.JurisdictionVersion,
            Iin = header.Iin,
            Issuer = issuer,
            CardType = subfiles[0].Type,
            Country = country,
            LastName = names.Last,
            FirstName = names.First,
            MiddleName = names.Middle,
            Suffix = names.Suffix,
            LastNameTruncation = AamvaCodes.Truncation(elements.Raw("DDE")),
            FirstNameTruncation = AamvaCodes.Truncation(elements.Raw("DDF")),
            MiddleNameTruncation = AamvaCodes.Truncation(elements.Raw("DDG")),
            DocumentNumber = elements.Text("DAQ"),
            DateOfBirth = elements.Date("DBB"),
            DateOfIssue = elements.Date("DBD"),
            DateOfExpiry = elements.Date("DBA"),
            CardRevision = elements.Date("DDB"),
            Under18Until = elements.Date("DDH"),
            Under19Until = elements.Date("DDI"),
            Under21Until = elements.Date("DDJ"),
            Sex = AamvaCodes.Sex(elements.Raw("DBC")),
            Height = AamvaHeight.Read(elements.Raw("DAU")) ?? Metric(elements.Raw("DAV")),
            Weight = AamvaWeight.Read(elements.Raw("DAW"), AamvaUnit.Imperial)
                ?? AamvaWeight.Read(elements.Raw("DAX"), AamvaUnit.Metric)
                ?? AamvaWeight.ReadRange(elements.Raw("DCE")),
            EyeColour = AamvaCodes.Colour(elements.Raw("DAY")),
            HairColour = AamvaCodes.Colour(elements.Raw("DAZ")),
            Street = elements.Text("DAG") ?? elements.Text("DAL"),
            Street2 = elements.Text("DAH") ?? elements.Text("DAM"),
            City = elements.Text("DAI") ?? elements.Text("DAN"),
            State = state,
            PostalCode = PostalCode(elements.Text("DAK") ?? elements.Text("DAP")),
            VehicleClass = elements.Text("DCA") ?? elements.Text("DAR"),
            Restrictions = elements.Text("DCB") ?? elements.Text("DAS"),
            Endorsements = elements.Text("DCD") ?? elements.Text("DAT"),
            DocumentDiscriminator = elements.Text("DCF"),
            InventoryControlNumber = elements.Text("DCK"),
            AuditInformation = elements.Text("DCJ"),
            Compliance = AamvaCodes.Compliance(elements.Raw("DDA")),
            IsOrganDonor = AamvaCodes.Indicator(elements.Raw("DDK") ?? elements.Raw("DBH")),
            IsVeteran = AamvaCodes.Indicator(elements.Raw("DDL")),
            HasTemporaryLawfulStatus = AamvaCodes.Indicator(elements.Raw("DDD")),
            Subfiles = subfiles,
        };
    }

    private static AamvaHeight? Metric(ReadOnlySpan<char> text) =>
        AamvaHeight.Digits(text.Trim(), out var value) > 0 && value > 0 ? new AamvaHeight(value, AamvaUnit.Metric) : null;

    /// <summary>Takes out spaces and hyphens, what follows a gap, and the four zeros that fill a US code.</summary>
    internal static string? PostalCode(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var gap = text.IndexOf("  ", StringComparison.Ordinal);
        Span<char> code = stackalloc char[16];
        var length = 0;
        foreach (var character in gap < 0 ? text : text.AsSpan(0, gap))
        {
            if (character is not (' ' or '-') && length < code.Length)
            {
                code[length++] = character;
            }
        }

        code = code[..length];
        if (length >= 9 && code.EndsWith("0000") && code.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            code = code[..^4];
        }

        return code.IsEmpty ? null : code.SequenceEqual(text) ? text : code.ToString();
    }

    private static AamvaParseResult Fault(AamvaFaultCode code, int position, string message) => new(null, new AamvaFault(code, position, message));
}
