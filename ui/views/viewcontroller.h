#pragma once

#include "models/views/savedviews.h"
#include "ui/collection/collectionpage.h"
#include "ui/shell/mainwindow.h"
#include "ui/views/viewcounts.h"

#include <functional>
#include <memory>

namespace gatehouse::ui {

struct ViewServices
{
    QList<collection::Descriptor> collections; ///< those that have a page
    /// What their views are counted by, which may be slower than what a page is read by.
    std::function<std::shared_ptr<collection::Source>(const collection::Descriptor &)> source;
    std::function<CollectionPage *(const QString &pageId)> page; ///< made if need be
};

/// The saved views in a window: below their pages in the sidebar, with counts and a menu; the
/// buttons "Save view…" and "Copy link" of each page; and links that are opened.
///
/// Object names: button-saveView, button-copyLink; in the menu of a view openView, renameView,
/// updateView, copyViewLink, moveViewUp, moveViewDown, deleteView; see ViewDialog.
class ViewController : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive it; `window` may be its parent.
    ViewController(views::SavedViews &views, MainWindow &window, ViewServices services,
                   QObject *parent = nullptr);

    /// Adds the buttons, and follows its filter.
    void addTo(CollectionPage *page);
    /// Shows what the link says, or a notice why it cannot be.
    void openLink(const QString &text);
    /// The rows may have changed: counts again, by and by.
    void hint();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const collection::Descriptor *descriptor(const QString &id) const;
    void showViews();
    ViewEntry entry(const views::SavedView &view);
    ViewCounts::View counted(const views::SavedView &view) const;
    QAction *addAction(const char *name, const QString &text, const std::function<void()> &run);
    void showCurrent();
    void updateCounting();
    void open(const QString &viewId);
    void show(const QString &pageId, const collection::Filter &filter,
              const collection::Sort &sort);
    void save(const CollectionPage *page, const QString &pageId);
    void rename(const QString &viewId);
    void update(const QString &viewId);
    void copyLink(const QString &pageId, const collection::Filter &filter,
                  const collection::Sort &sort);
    void sayFailure(const QString &title, const Error &error);
    void sayDone(const QString &text);

    views::SavedViews &m_views;
    MainWindow &m_window;
    ViewServices m_services;
    ViewCounts m_counts;
    QObject *m_actions = nullptr; ///< parent of the entries' actions, which change with the views
};

/// What someone has before saving one: see views::SavedViews.
QList<views::SavedView> firstViews();

} // namespace gatehouse::ui
