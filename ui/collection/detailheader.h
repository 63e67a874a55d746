#pragma once

#include "ui/collection/rowvalues.h"

#include <QWidget>

class QToolButton;

namespace gatehouse::widgets {
class ElidedLabel;
class IdentifierLabel;
class StatusLabel;
} // namespace gatehouse::widgets

namespace gatehouse::ui {

/// Which row this is: status, name, whose it is, id.
///
/// Object names: detailStatus, detailHeadline, detailId, detailAlone.
class DetailHeader : public QWidget
{
    Q_OBJECT

public:
    explicit DetailHeader(QWidget *parent = nullptr);

    void showRow(const RowValues &row);
    void setAlone(bool alone);

signals:
    void aloneToggled(bool alone);

private:
    widgets::StatusLabel *m_status;
    widgets::ElidedLabel *m_headline;
    widgets::ElidedLabel *m_subtitle;
    widgets::IdentifierLabel *m_id;
    QToolButton *m_alone;
};

} // namespace gatehouse::ui
