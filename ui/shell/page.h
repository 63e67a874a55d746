#pragma once

#include <QAction>
#include <QList>
#include <QVariantMap>
#include <QWidget>

namespace gatehouse::ui {

/// How many rows a page shows; `known` is false while the source does not answer.
struct PageCount
{
    qint64 rows = 0;
    bool isExact = true; ///< else an estimate, and shown as one
    bool known = true;
    QString reason = {}; ///< why it is not known
    bool operator==(const PageCount &) const = default;
};

/// Property of a page action that is for the keyboard alone ("next row"): in the overview of
/// shortcuts, but not in the command palette.
inline constexpr char kKeyOnly[] = "keyOnly";

/// Property of an action whose key is handled apart from it: the key's portable text, to be shown.
inline constexpr char kShownKeys[] = "shownKeys";

/// What the shell arranges: it knows this and nothing of what a page shows.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString title() const = 0;
    /// F5: reads what is shown again; keeps position and selection.
    virtual void refresh() { }
    /// Gives up what is being read; what was shown stays.
    virtual void stop() { }
    /// Something has been read for longer than 150 ms.
    virtual bool isWaiting() const { return false; }
    /// Follows what happens by itself, or stands still.
    virtual void setLive(bool) { }
    /// `/`: goes to where the page is filtered.
    virtual void focusFilter() { }
    /// It came to the front: takes the keyboard.
    virtual void activate() { setFocus(); }
    /// Shown in the command palette and in the overview of shortcuts. Belong to the page.
    virtual QList<QAction *> pageActions() const { return {}; }
    /// What is kept in the settings between two starts: splitters, the tab that was open.
    virtual QVariantMap viewState() const { return {}; }
    virtual void setViewState(const QVariantMap &) { }
    /// For the status bar, e.g. "10.2M events (estimate)". Empty: nothing to say.
    virtual QString statusText() const { return {}; }

signals:
    void statusTextChanged();
    void waitingChanged();
    /// The title, or which actions there are, has changed.
    void presentationChanged();
};

} // namespace gatehouse::ui
