#pragma once

class QString;
class QWidget;

namespace gatehouse::app {

/// Shows that tab of the page's detail: "payload"; empty: the first. Nothing on a page without
/// detail.
void showDetailTab(const QWidget &page, const QString &tab);

} // namespace gatehouse::app
