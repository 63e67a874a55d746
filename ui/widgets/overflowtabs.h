#pragma once

#include <QTabWidget>

class QToolButton;

namespace gatehouse::widgets {

/// Tabs of which those that have no room stand in a menu behind the others ("tabsMore") instead of
/// being scrolled to. The current one is always among the others.
class OverflowTabs final : public QTabWidget
{
    Q_OBJECT

public:
    explicit OverflowTabs(QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    int widthOf(int tab) const;
    /// Shows as many as fit, from the first one on.
    void arrange();
    void fillMenu();

    QToolButton *m_more;
};

} // namespace gatehouse::widgets
