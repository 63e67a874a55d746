#pragma once

#include "ui/pages/tabs/detailreader.h"

namespace gatehouse::ui {

/// How a source signs (docs/wire-formats.md), as far as a person wants to read it.
struct SignatureForm
{
    QString header; ///< as it came with the request; empty: an unknown source, or without it
    QString signedParts; ///< "the time and the body"
};

/// The form of the source's signature; the headers are those of the request.
SignatureForm signatureForm(const QString &source, const HeaderList &headers);

/// The source whose signature is among the headers; empty: of none, or of more than one.
QString sourceOfHeaders(const HeaderList &headers);

/// What an event's error says that its request was refused for.
enum class RefusedFor {
    Signature, ///< the gateway explains these
    SomethingElse,
    Unknown, ///< not in our gateway's words: "401 signature mismatch"
};
RefusedFor refusedFor(const QString &error);

} // namespace gatehouse::ui
