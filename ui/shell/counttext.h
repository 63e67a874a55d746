#pragma once

#include "ui/shell/page.h"

namespace gatehouse::ui {

/// "1,038", "10.2M"; "–" when it is not known.
QString shortCount(const PageCount &count);
/// "1,038 (exact)", "10.2M (estimate)", "not known".
QString longCount(const PageCount &count);
/// "10.2M events (estimate)"; "– events: no answer". `noun` is in the plural.
QString countText(const PageCount &count, const QString &noun);

} // namespace gatehouse::ui
