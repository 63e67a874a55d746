#pragma once

#include "models/collection/windowmodel.h"
#include "ui/collection/collectionservices.h"
#include "ui/collection/detailtab.h"
#include "ui/collection/livefeed.h"
#include "ui/shell/page.h"

#include <functional>
#include <memory>

namespace gatehouse::widgets {
class EmptyState;
}

namespace gatehouse::ui {

/// The page of any collection: filter bar, table, detail. What differs between events, jobs and
/// dead letters is said by the descriptor and the tabs' factory.
///
/// Where the services have a histogram, it is above the list, and a rail of time beside it.
///
/// Object names: "<id>Table" (eventsTable), timeRail, waitBar, noticeStrip (stopSearch), newsStrip,
/// emptyState, noMatch, splitter, listPane; see FilterBar, DetailPane, ActionBar, HistogramPanel.
/// Keys: j, k and arrows move (with Shift they select a range), Ctrl+A selects what is loaded,
/// the actions' letters act, Enter shows the detail alone, Escape goes back (first it stops what is
/// being read), Ctrl+C copies the selected rows, Ctrl+F searches the detail,
/// A click on a header, or "Sort by ..." of the palette, sorts (see Descriptor::nextSort).
/// Home goes to the newest, End to the oldest, Ctrl+G to a time (see TimeEditor), Ctrl+E exports
/// what is filtered, or selected (button-export; see ExportFlow).
class CollectionPage : public Page
{
    Q_OBJECT

public:
    /// The factory is asked for each of Descriptor::detailTabs; for "summary" it need not have one.
    CollectionPage(const collection::Descriptor &descriptor, const CollectionServices &services,
                   const DetailTabFactory &tabs, QWidget *parent = nullptr);
    ~CollectionPage() override;

    QString title() const override;
    void refresh() override;
    void stop() override;
    bool isWaiting() const override;
    void setLive(bool live) override;
    void focusFilter() override;
    void activate() override;
    QList<QAction *> pageActions() const override;
    QString statusText() const override;
    QVariantMap viewState() const override;
    void setViewState(const QVariantMap &state) override;

    collection::WindowModel *model() const;
    void setFilter(const collection::Filter &filter);
    const collection::Filter &filter() const;
    /// Where the source says that it would have to read and sort many rows, it is asked first
    /// (sortAnyway, cancelSort), and the list is in its own order until then.
    void setSort(const collection::Sort &sort);
    /// Both at once.
    void setView(const collection::Filter &filter, const collection::Sort &sort);
    /// The order that the list is in.
    const collection::Sort &sort() const;
    /// That row alone, selected.
    void showRow(const Uuid &id);
    /// Shown when there is nothing and no filter is set; the application adds cards and a command
    /// line (start traffic, a first curl).
    widgets::EmptyState *emptyState() const;
    /// Without LISTEN the page reads every so often while it is live.
    void setPolling(bool polling, std::chrono::milliseconds interval = LiveFeed::pollInterval);
    /// A command about the current row for keys, palette and context menu; called with the row.
    void addRowCommand(const QString &text, const QKeySequence &keys,
                       std::function<void(const collection::Row &row)> run);
    /// The selected rows, newest first, at most RowSelection::most; also those that have left the
    /// window.
    std::vector<Uuid> selectedIds() const;
    /// Those that are still there.
    QFuture<Result<std::vector<collection::Row>>> selectedRows() const;
    /// Goes to that row, which may yet have to be read.
    void select(const Uuid &row);
    /// A command about the current row with a button below the detail ("action-<id>") and a key.
    /// `whyNot` says why it cannot be done with a row; empty: it can.
    void addRowButton(const QString &id, const QString &text, const QKeySequence &key,
                      std::function<void(const collection::Row &row)> run,
                      std::function<QString(const collection::Row &row)> whyNot);
    /// A command about the whole list with a button in the filter bar ("button-<id>"), in the
    /// palette and by keys. A flat button has no frame.
    QAction *addPageCommand(const QString &id, const QString &text, const QString &iconName,
                            const QKeySequence &keys = {}, bool isFlat = false);
    /// Between the notices and the list; the page takes it.
    void addBanner(QWidget *banner);
    /// In the status bar: that something was done.
    void showOutcome(const QString &text);
    /// Above the list: that something asked for on this page failed, and why.
    void showFailure(const QString &title, const Error &error);

public slots:
    /// Shows the first row of that time or older at the top of the list, and selects nothing.
    void goToTime(gatehouse::Timestamp time);
    /// The source may have changed (a hint, in any number): reads again, at most four times a
    /// second and only while live and shown.
    void changed();
    /// The actor, or what it may do, has changed.
    void updateActor();
    /// The source answers again: reads at once.
    void sourceReturned();

signals:
    /// Or its order.
    void filterChanged();
    /// A part of the filter is to be copied as a link.
    void linkRequested(const gatehouse::collection::Filter &filter);
    /// That was done with a row on this page.
    void acted(const gatehouse::collection::Action &action, const gatehouse::Uuid &row);
    /// Another row is looked at, or none.
    void rowChanged();
    /// Other rows are selected; see selectedIds().
    void selectionChanged();
    /// The selected rows are being dragged out of the table, with the mouse.
    void dragBegun();
    /// "Retry now" was pressed: the source's connection need not wait any longer.
    void retryRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;

    void makeKeys();
    void addExport();
    void routeReading();
    void routeNotices();
    void routeChoices();
    void routeRows();
    void askForTime();
    void showSorted(const collection::Sort &sort, bool isCostly);
    void afterAction(const collection::Action &action, const Uuid &row);
    void goBack();
};

} // namespace gatehouse::ui
