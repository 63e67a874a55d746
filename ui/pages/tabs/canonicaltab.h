#pragma once

#include "services/gateway/normalize/fieldorigins.h"
#include "ui/pages/tabs/detailreader.h"
#include "ui/pages/tabs/readingtab.h"

#include <memory>
#include <optional>

class QLabel;
class QSplitter;

namespace gatehouse::widgets {
class CodeView;
class PayloadView;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

class FieldReveal;
class MaskedStrip;

/// The canonical event beside the event as it arrived, below it where the pane is narrow. The
/// caret's field is marked where it came from, and the lines of the mapping that made it are named:
/// of the mappings that this program has built in, by the headers and the body that are shown.
///
/// Object names: canonicalView, arrivedView, originText.
class CanonicalTab : public ReadingTab
{
    Q_OBJECT

public:
    CanonicalTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn, QWidget *parent);

    /// Lets what is masked be revealed; outlives the tab.
    void setReveal(FieldReveal *reveal);

    QString title() const override;
    bool find() override;

protected:
    void read(const Uuid &id) override;
    void reset() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeArrived();
    void showDocuments();
    void showOrigin();
    QByteArray revealed(const char *name, const QByteArray &shown) const;

    std::shared_ptr<DetailReader> m_reader;
    QSplitter *m_splitter;
    widgets::PayloadView *m_canonical;
    widgets::CodeView *m_arrived = nullptr;
    QLabel *m_origin;
    MaskedStrip *m_strip;
    FieldReveal *m_reveal = nullptr;
    Uuid m_event;
    EventPayload m_payload; ///< as it is shown, of m_event
    std::optional<gateway::FieldOrigins> m_origins; ///< of m_payload; nothing: they are not known
    bool m_isShown = false;
};

} // namespace gatehouse::ui
