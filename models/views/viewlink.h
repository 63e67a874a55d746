#pragma once

#include "models/collection/filter.h"
#include "services/core/result.h"

#include <QString>

/// A collection with a filter as a text that opens the same view elsewhere:
/// gatehouse://events?filter=%7B...%7D, one `filter` for each condition, as the API's lists take it
/// ("enabled" beside it where it is off), and `sort=COLUMN`, `order=asc` where it is not in its
/// own order. It names no gateway: whoever opens it sees the view where
/// they are.
namespace gatehouse::views {

struct ViewLink
{
    QString collection; ///< Descriptor::id
    collection::Filter filter;
    collection::Sort sort = {};
    bool operator==(const ViewLink &) const = default;
};

/// Spans stay spans; a time that names no zone is written in UTC, since the reader's zone may be
/// another. Invalid when it would be longer than parseLink() reads.
Result<QString> linkText(const collection::Descriptor &descriptor, const collection::Filter &filter,
                         const collection::Sort &sort = {});

/// Any text, from anyone. Invalid, with a sentence that says why, unless linkText() could have made
/// it. Whether there is such a collection, with such fields, is for the caller to see.
Result<ViewLink> parseLink(const QString &text);

} // namespace gatehouse::views
