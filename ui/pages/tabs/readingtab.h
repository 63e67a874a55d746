#pragma once

#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/core/whendone.h"
#include "ui/collection/detailtab.h"

#include <QFuture>

#include <functional>
#include <optional>

class QVBoxLayout;

namespace gatehouse::widgets {
class NoticeStrip;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// A tab that reads something by an id in the row: waits without blocking, drops what comes too
/// late, says why when it cannot be read, with a way to try again.
///
/// Object names: tabNotice, tabRetry.
class ReadingTab : public DetailTab
{
    Q_OBJECT

public:
    enum class Again { Keep, Read };

    /// `idColumn` of the view holds the uuid; `again` says what is done when the same row comes
    /// with newer cells: what is read never changes, or is read once more.
    ReadingTab(QString idColumn, Again again, QWidget *parent);

    void showRow(const collection::Descriptor &descriptor, const collection::Row &row) override;
    void clear() override;
    bool isWaiting() const override;
    void stop() override;

protected:
    /// Starts to read with wait().
    virtual void read(const Uuid &id) = 0;
    /// Takes away what is shown of another row.
    virtual void reset() = 0;

    void setContent(QWidget *content);
    /// A line above the content.
    void warn(const QString &title, const QString &text);

    template <typename T, typename Handler>
    void wait(const QFuture<Result<T>> &future, Handler show)
    {
        const int reading = begin();
        m_cancel = [running = QFuture<Result<T>>(future)]() mutable { running.cancel(); };
        whenDone(future, this, [this, reading, show](const Result<T> &result) {
            if (!isCurrent(reading))
                return;
            end();
            if (result)
                show(*result);
            else
                sayProblem(result.error());
        });
    }

private:
    int begin();
    bool isCurrent(int reading) const { return reading == m_reading; }
    void end();
    void sayProblem(const Error &error);

    QString m_idColumn;
    Again m_again;
    std::optional<Uuid> m_id;
    int m_reading = 0;
    std::function<void()> m_cancel; ///< of the last reading
    bool m_hasContent = false; ///< the last reading of this id has succeeded
    QVBoxLayout *m_layout;
    widgets::WaitBar *m_waitBar;
    widgets::NoticeStrip *m_notice;
};

} // namespace gatehouse::ui
