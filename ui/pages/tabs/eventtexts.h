#pragma once

#include "models/collection/source.h"
#include "ui/pages/tabs/detailreader.h"

namespace gatehouse::ui {

/// The row with what its event brought along, as one JSON document: "row" by the view's columns,
/// "request" with URL, headers and the body as its text ("body_base64" for bytes that are none).
QString eventAsJson(const collection::Descriptor &descriptor, const collection::Row &row,
                    const EventPayload &payload);

/// For a ticket: a heading, a table of the facts, why it failed, and the body in a fence, cut with
/// a count when it is long. Whatever the sender wrote is shown, and is no markup.
QString eventAsMarkdown(const collection::Descriptor &descriptor, const collection::Row &row,
                        const EventPayload &payload);

} // namespace gatehouse::ui
