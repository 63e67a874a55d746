#pragma once

#include "ui/shell/page.h"

namespace gatehouse::ui {

/// "2,300"
QString countText(qint64 count);
/// "1,038", "10.2M"; "–" when it is not known.
QString shortCount(const PageCount &count);
/// The same, an estimate with a mark: "~10.2M".
QString markedCount(const PageCount &count);
/// "1,038 (exact)", "10.2M (estimate)", "not known".
QString longCount(const PageCount &count);
/// "10.2M events (estimate)", "1 event (exact)", "– events: no answer". `plural` may be a title.
QString countText(const PageCount &count, const QString &singular, const QString &plural);

} // namespace gatehouse::ui
