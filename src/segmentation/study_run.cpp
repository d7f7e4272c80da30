#include "imis/segmentation/study_run.hpp"

#include <map>

#include "file_names.hpp"
#include "imis/model/logits_file.hpp"
#include "imis/segmentation/output_files.hpp"
#include "imis/segmentation/result_lines.hpp"

namespace imis {
namespace {

namespace fs = std::filesystem;

void check_prompts(const PlacedObject& object, const Manifest& manifest) {
    for (const auto& [slice, prompts] : object.slices) {
        for (std::size_t round = 0; round < prompts.size(); ++round) {
            PromptKinds kinds = kinds_of(prompts[round]);
            if (round == 0 && !object.mask.empty()) kinds.add(PromptKind::mask);
            check_taken(manifest, kinds);
        }
    }
}

class StudyRun {
public:
    StudyRun(const Engine& engine, const Study& study, const StudyFiles& files, const StudyRunOptions& options)
        : engine_(engine), study_(study), files_(files), options_(options) {}

    void segment(const PlacedObject& object) {
        // Objects on slices of one plane share their embeddings.
        auto [found, is_new] =
            embeddings_.try_emplace(object.axes.normal, engine_, study_, object.axes, options_.ahead);
        objects_.push_back(segment_study(engine_, study_, found->second, object, options_.segmentation));
    }

    std::vector<std::string> write() const {
        const std::string& model = engine_.manifest().name;
        if (!files_.output.empty()) write_output(files_.output, study_, objects_, model);
        write_pictures();
        std::vector<std::string> lines;
        for (const SegmentedObject& object : objects_) {
            write_logits(object);
            for (auto& line : result_lines(study_, object, files_.output, options_.segmentation.propagate)) {
                lines.push_back(std::move(line));
            }
            write_candidates(object, lines);
        }
        return lines;
    }

private:
    void write_pictures() const {
        const FileNames names = file_names();
        for (const PromptedSlice& slice : prompted_slices(objects_)) {
            if (!files_.overlay.empty()) write_overlay(names.of_slice(files_.overlay, slice), study_, slice, objects_);
            if (!files_.image.empty()) write_slice_image(names.of_slice(files_.image, slice), study_, slice);
        }
    }

    [[nodiscard]] FileNames file_names() const { return {study_, prompted_slices(objects_).size(), objects_.size()}; }

    [[nodiscard]] fs::path named(const fs::path& file, const SegmentedObject& object, int slice) const {
        return file_names().of_object(file, object.name, object.prompted.size(), {object.axes, slice});
    }

    void write_logits(const SegmentedObject& object) const {
        if (files_.logits.empty()) return;
        for (const int slice : object.prompted) {
            imis::write_logits(named(files_.logits, object, slice), object.slices.at(slice).best.low_res);
        }
    }

    void write_candidates(const SegmentedObject& object, std::vector<std::string>& lines) const {
        for (const int slice : object.prompted) {
            const ObjectAnswer& answer = object.slices.at(slice);
            for (std::size_t i = 0; i < answer.candidates.size(); ++i) {
                const auto number = static_cast<int>(i) + 1;
                fs::path file;
                if (!files_.output.empty()) {
                    file = FileNames::of_candidate(named(files_.output, object, slice), number);
                    SegmentedObject alone{object.name, object.axes, {}, {slice}};
                    alone.slices[slice].best = answer.candidates[i];
                    write_output(file, study_, {&alone, 1}, engine_.manifest().name);
                }
                lines.push_back(candidate_line(study_, object, slice, number, answer.candidates[i], file));
            }
        }
    }

    const Engine& engine_;
    const Study& study_;
    const StudyFiles& files_;
    const StudyRunOptions& options_;
    std::map<int, SliceEmbeddings> embeddings_;  // by the axis that slices lie across
    std::vector<SegmentedObject> objects_;
};

}  // namespace

std::vector<PlacedObject> prepare_study(const Study& study, const std::vector<GivenObject>& given,
                                        const Manifest& manifest, const StudyFiles& files,
                                        const StudyRunOptions& options) {
    std::vector<PlacedObject> objects;
    for (const GivenObject& object : given) {
        objects.push_back(place_object(object, study));
        check_prompts(objects.back(), manifest);
    }
    if (!files.output.empty()) {
        check_output(files.output, study, objects.size(), prompted_slices(objects), options.segmentation.propagate);
    }
    const int candidates = options.segmentation.all_candidates ? most_candidates(manifest) : 0;
    check_files(files_to_write(study, files, objects, candidates), files.force);
    return objects;
}

std::vector<std::string> run_study(const Engine& engine, const Study& study, const std::vector<PlacedObject>& objects,
                                   const StudyFiles& files, const StudyRunOptions& options) {
    StudyRun run(engine, study, files, options);
    for (const PlacedObject& object : objects) run.segment(object);
    return run.write();
}

}  // namespace imis
